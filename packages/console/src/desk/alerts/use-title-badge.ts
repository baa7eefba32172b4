import { useEffect } from 'react';
import { useDeskState } from '../desk-context.tsx';
import type { DeskState } from '../store/desk-state.types.ts';

/** The number of things that need this operator: unread messages in their dialogs, and waiting visitors. */
const waitingCount = ({ mine, queue, summaries }: DeskState): number =>
  mine.reduce((sum, id) => sum + (summaries.get(id)?.unread ?? 0), 0) + queue.length;

/** Shows the count in the title of the tab. */
export function useTitleBadge(title: string): void {
  const count = useDeskState(waitingCount);
  useEffect(() => {
    document.title = count > 0 ? `(${count > 99 ? '99+' : count}) ${title}` : title;
    return () => {
      document.title = title;
    };
  }, [count, title]);
}
