import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert };

interface CalloutProps {
  readonly kind?: 'info' | 'warning' | 'error';
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** A highlighted note. An error is announced when it appears. */
export function Callout({ kind = 'info', children, action }: CalloutProps) {
  const Icon = ICONS[kind];
  return (
    <div className={`ui-callout ui-callout-${kind}`} {...(kind === 'error' && { role: 'alert' })}>
      <Icon size={18} aria-hidden />
      <div className="ui-callout-text">{children}</div>
      {action}
    </div>
  );
}
