import { useEffect, useLayoutEffect, useRef } from 'react';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { FoundMessage, Talk } from '../store/desk-state.types.ts';
import type { MessageRowModel } from '../view/message-rows.ts';
import type { LogWindow } from './use-log-window.ts';

/**
 * Scrolls to a message found by the search: loads older pages until it is available, renders it, and scrolls to it once
 * per request.
 *
 * @returns its `seq`, if a message of this conversation is requested
 */
export function useScrollToMessage(
  id: string,
  { more, older }: Talk,
  rows: readonly MessageRowModel[],
  { reach, scrollerRef }: LogWindow,
): number | undefined {
  const desk = useDesk();
  const found = useDeskState((state) => (state.found?.conversation === id ? state.found : null));
  const shown = useRef<FoundMessage | null>(null);
  const key = found && rows.find((row) => row.kind === 'message' && row.message.seq === found.seq)?.key;

  useEffect(() => {
    if (found && key === undefined && more && older === 'idle') desk.loadOlder(id);
  }, [desk, id, found, key, more, older]);

  // After every render, because it may have added the row.
  useLayoutEffect(() => {
    if (!found || !key || shown.current === found) return;
    const row = scrollerRef.current?.querySelector(`[data-seq="${found.seq}"]`);
    if (!row) {
      reach(key);
      return;
    }
    shown.current = found;
    row.scrollIntoView({ block: 'center' });
  });
  return found?.seq;
}
