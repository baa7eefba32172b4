import { useEffect } from 'react';
import { useDeskState } from '../desk-context.tsx';
import type { DeskState } from '../store/desk-state.types.ts';

/** What waits for this operator: unread words in their dialogs, and who is in the queue. */
const waitingCount = ({ mine, queue, summaries }: DeskState): number =>
  mine.reduce((sum, id) => sum + (summaries.get(id)?.unread ?? 0), 0) + queue.length;

/** The count in the title of the tab, to be seen from another one. */
export function useTitleBadge(title: string): void {
  const count = useDeskState(waitingCount);
  useEffect(() => {
    document.title = count > 0 ? `(${count > 99 ? '99+' : count}) ${title}` : title;
    return () => {
      document.title = title;
    };
  }, [count, title]);
}
