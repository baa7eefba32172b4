import type { ReactNode } from 'react';

interface BadgeProps {
  readonly tone?: 'neutral' | 'accent' | 'success' | 'warning' | 'error';
  readonly children: ReactNode;
}

/** A short text for a state. */
export const Badge = ({ tone = 'neutral', children }: BadgeProps) => (
  <span className={`ui-badge ui-badge-${tone}`}>{children}</span>
);
