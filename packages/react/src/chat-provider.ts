import type { ChatClient, ChatClientOptions } from '@connective-chat/core';
import { createElement, type ReactElement, type ReactNode } from 'react';
import { ChatContext } from './chat-context.ts';
import { useChatClient } from './use-chat-client.ts';

/** An existing client, or the options to create one. */
export type ConnectiveChatProviderProps = { readonly children?: ReactNode | undefined } & (
  | { readonly client: ChatClient; readonly options?: undefined }
  | { readonly options: ChatClientOptions; readonly client?: undefined }
);

/**
 * Provides one chat to the hooks below it, and holds its lease.
 *
 * @example
 * <ConnectiveChatProvider options={{ url: 'https://chat.example.com', botId: 1 }}>
 *   <Launcher />
 *   <Panel />
 * </ConnectiveChatProvider>
 */
export function ConnectiveChatProvider({ client, options, children }: ConnectiveChatProviderProps): ReactElement {
  const value = useChatClient(client ?? options);
  return createElement(ChatContext.Provider, { value }, children);
}
