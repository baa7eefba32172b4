import type { ChatClient, Message } from '@connective-chat/core';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/**
 * One message by its id. Only this component renders when that message changes: a list of ids with
 * a row each stays quick with ten thousand of them.
 *
 * @example
 * const { messageIds } = useConnectiveChat();
 * return messageIds.map((id) => <Row key={id} id={id} />); // Row calls useMessage(id)
 */
export function useMessage(id: string, client?: ChatClient): Message | undefined {
  const chat = useProvidedClient(client);
  return useReadable(() => chat.message(id), [chat, id]);
}
