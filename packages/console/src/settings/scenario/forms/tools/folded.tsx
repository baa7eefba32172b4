import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

interface FoldedProps {
  readonly summary: string;
  /** Whether it is open at first: because something in it is filled in. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

/** Fields that most nodes leave as they are, behind a line that opens. */
export const Folded = ({ summary, isOpen, children }: FoldedProps) => (
  <details className="folded" open={isOpen}>
    <summary>
      <ChevronRight size={16} aria-hidden />
      {summary}
    </summary>
    <div className="folded-fields">{children}</div>
  </details>
);
