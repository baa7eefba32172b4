import type { ChatClient, ChatSnapshot } from '@connective-chat/core';
import { firstStateOf } from '@connective-chat/core/ui';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

/**
 * Something computed from the whole chat; the component renders when the result is another one.
 *
 * @param isEqual when two results are the same. Default `Object.is`; for a new object or array each
 *   time, compare their contents
 *
 * @example
 * const waiting = useChatSelector(client, (chat) => chat.messages.filter((m) => m.delivery === 'pending').length);
 */
export function useChatSelector<T>(
  client: ChatClient,
  selector: (snapshot: ChatSnapshot) => T,
  isEqual: (a: T, b: T) => boolean = Object.is,
): T {
  // What is on the screen, so that an inline selector with an equal result keeps the reference.
  const shown = useRef<{ value: T } | null>(null);

  const [get, getFirst] = useMemo(() => {
    const memoized = () => {
      let last: { snapshot: ChatSnapshot; value: T } | undefined;
      return (snapshot: ChatSnapshot) => {
        if (last?.snapshot === snapshot) return last.value;
        const previous = last ?? shown.current;
        const value = selector(snapshot);
        last = { snapshot, value: previous && isEqual(previous.value, value) ? previous.value : value };
        return last.value;
      };
    };
    const select = memoized();
    const selectFirst = memoized();
    return [() => select(client.getSnapshot()), () => selectFirst(firstStateOf(client))];
  }, [client, selector, isEqual]);
  const subscribe = useMemo(() => (listener: () => void) => client.subscribe(listener), [client]);

  const value = useSyncExternalStore(subscribe, get, getFirst);
  useEffect(() => {
    shown.current = { value };
  }, [value]);
  return value;
}
