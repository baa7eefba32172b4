import { type ChatClient, ChatError, type ChatSnapshot } from '@connective-chat/core';
import { firstStateOf } from '@connective-chat/core/ui';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useProvidedClient } from './use-provided-client.ts';

/**
 * A value computed from the whole chat; the component renders when the value changes.
 *
 * @param isEqual compares two values. Default `Object.is`; if the selector creates a new object or array each time,
 * compare their contents
 * @param given the client; default that of the nearest provider
 * @throws ChatError `MISUSE` without a client and without a provider
 * @example
 * const waiting = useChatSelector((chat) => chat.messages.filter((m) => m.delivery === 'pending').length);
 */
export function useChatSelector<T>(
  selector: (snapshot: ChatSnapshot) => T,
  isEqual: (a: T, b: T) => boolean = Object.is,
  given?: ChatClient,
): T {
  if (typeof selector !== 'function') {
    throw new ChatError(
      'MISUSE',
      'useChatSelector() takes the selector first, and the client last where there is no provider.',
    );
  }
  const client = useProvidedClient(given);
  // The rendered value, so that an inline selector with an equal result keeps the reference.
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
