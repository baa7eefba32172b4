import { type ChatClient, ChatError } from '@connective-chat/core';
import { useContext } from 'react';
import { ChatContext } from './chat-context.ts';

/**
 * The given client, otherwise that of the nearest provider. It takes no lease: the component that created it holds one.
 */
export function useProvidedClient(given?: ChatClient): ChatClient {
  const provided = useContext(ChatContext);
  const client = given ?? provided;
  if (!client) {
    throw new ChatError('MISUSE', 'There is no chat here: pass a client, or add a <ConnectiveChatProvider>.');
  }
  return client;
}
