import { type ChatClient, ChatError, type ChatSnapshot } from '@connective-chat/core';
import { type ComputedRef, computed, type MaybeRefOrGetter } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

/**
 * A value computed from the whole chat; dependents run when the value changes.
 *
 * @param isEqual compares two values. Default `Object.is`; if the selector creates a new object or array each time,
 * compare their contents
 * @param client the client; default the provided one
 * @throws ChatError `MISUSE` without a client and without a provider
 * @example
 * const waiting = useChatSelector((chat) => chat.messages.filter((m) => m.delivery === 'pending').length);
 */
export function useChatSelector<T>(
  selector: (snapshot: ChatSnapshot) => T,
  isEqual: (a: T, b: T) => boolean = Object.is,
  client?: MaybeRefOrGetter<ChatClient>,
): ComputedRef<T> {
  if (typeof selector !== 'function') {
    throw new ChatError(
      'MISUSE',
      'useChatSelector() takes the selector first, and the client last where there is no provider.',
    );
  }
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
