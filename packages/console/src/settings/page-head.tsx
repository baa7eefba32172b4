import type { ReactNode } from 'react';
import { useTitle } from '../shell/use-title.ts';

interface PageHeadProps {
  readonly title: string;
  readonly lead?: string;
  readonly action?: ReactNode;
}

/** The title of a page and its main action. */
export function PageHead({ title, lead, action }: PageHeadProps) {
  useTitle(title);
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {lead && <p className="ui-lead">{lead}</p>}
      </div>
      {action}
    </header>
  );
}
