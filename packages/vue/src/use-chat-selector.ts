import type { ChatClient, ChatSnapshot } from '@connective-chat/core';
import { type ComputedRef, computed, type MaybeRefOrGetter } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

/**
 * Something computed from the whole chat; what depends on it runs when the result is another one.
 *
 * @param isEqual when two results are the same. Default `Object.is`; for a new object or array each
 *   time, compare their contents
 *
 * @example
 * const waiting = useChatSelector(client, (chat) => chat.messages.filter((m) => m.delivery === 'pending').length);
 */
export function useChatSelector<T>(
  client: MaybeRefOrGetter<ChatClient>,
  selector: (snapshot: ChatSnapshot) => T,
  isEqual: (a: T, b: T) => boolean = Object.is,
): ComputedRef<T> {
  const chat = useGivenClient(client);
  const snapshot = useReadable(() => {
    const { value } = chat;
    return {
      get: () => value.getSnapshot(),
      subscribe: (listener) => value.subscribe(() => listener(value.getSnapshot())),
    };
  });
  return computed<T>((previous) => {
    const next = selector(snapshot.value);
    return previous !== undefined && isEqual(previous, next) ? previous : next;
  });
}
