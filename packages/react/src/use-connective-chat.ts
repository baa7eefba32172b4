import { useMemo, useSyncExternalStore } from 'react';
import { type ConnectiveChat, createTrackedChat } from './tracked-chat.ts';
import { type ChatSource, useChatClient } from './use-chat-client.ts';
import { useHeld } from './use-held.ts';

/**
 * A chat for a component.
 *
 * The component re-renders only when a field that it has read changes: one that reads only `thinking` does not render
 * when a message arrives. The methods (`send`, `retry` …) are the same functions in every render.
 *
 * @param source options to create a client, or a client; none below a `<ConnectiveChatProvider>`
 *
 * @example
 * const { messages, thinking, sendState, send } = useConnectiveChat({
 *   url: 'https://chat.example.com',
 *   botId: 1,
 *   paramsFromSite: { customer_name: 'Olena' },
 * });
 */
export function useConnectiveChat(source?: ChatSource): ConnectiveChat {
  const client = useChatClient(source);
  const tracked = useHeld(() => createTrackedChat(client), [client]);
  const seen = useSyncExternalStore(tracked.subscribe, tracked.get, tracked.getFirst);
  // A new object when a value has changed, so that values that are memoized by the chat are updated.
  return useMemo(() => tracked.view(seen), [tracked, seen]);
}
