import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Shown instead of an empty list: one sentence and one action. */
export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div className="ui-empty">
    {icon && <div className="ui-empty-icon">{icon}</div>}
    <h2>{title}</h2>
    {children && <p>{children}</p>}
    {action}
  </div>
);
