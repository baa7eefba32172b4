import type { ChatClient, Message } from '@connective-chat/core';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/**
 * One message by its id. When the message changes, only this component renders, so a list of ids with a component for
 * each row stays fast with ten thousand messages.
 *
 * @example
 * const { messageIds } = useConnectiveChat();
 * return messageIds.map((id) => <Row key={id} id={id} />); // Row calls useMessage(id)
 */
export function useMessage(id: string, client?: ChatClient): Message | undefined {
  const chat = useProvidedClient(client);
  return useReadable(() => chat.message(id), [chat, id]);
}
