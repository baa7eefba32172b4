import { useMemo, useSyncExternalStore } from 'react';
import { type ConnectiveChat, createTrackedChat } from './tracked-chat.ts';
import { type ChatSource, useChatClient } from './use-chat-client.ts';
import { useHeld } from './use-held.ts';

/**
 * A chat for a component.
 *
 * A component re-renders only when a field that it has read changes: one that reads `thinking`
 * does not render when a message arrives. The calls (`send`, `retry` …) are the same functions in
 * every render.
 *
 * @param source options to make a client, or a client; nothing under a `<ConnectiveChatProvider>`
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
  // Another object when a value is another one, so that whoever memoizes by the chat itself is right.
  return useMemo(() => tracked.view(seen), [tracked, seen]);
}
