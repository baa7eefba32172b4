import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** At the end of the title line. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A titled section of a form. */
export function Section({ title, lead, action, children }: SectionProps) {
  const id = useId();
  return (
    <section className="ui-section" aria-labelledby={id}>
      <header className="ui-section-head">
        <div>
          <h2 id={id}>{title}</h2>
          {lead && <p className="ui-lead">{lead}</p>}
        </div>
        {action}
      </header>
      <div className="ui-section-body">{children}</div>
    </section>
  );
}
