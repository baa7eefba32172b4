import { type ChatClient, type ChatClientOptions, ChatError, createChatClient } from '@connective-chat/core';
import { type ClientHold, isChatClient, shareClient } from '@connective-chat/core/ui';
import { useContext, useEffect, useRef, useState } from 'react';
import { ChatContext } from './chat-context.ts';

/** The source of a chat: options to create a client, or a client. */
export type ChatSource = ChatClientOptions | ChatClient;

/**
 * The client of a source. It is leased while the component is mounted. Without a source, the client of the nearest
 * `<ConnectiveChatProvider>`, which holds the lease.
 *
 * Components whose options identify the same chat and the same user share one client, also across a remount. The types
 * `RestartingOption`, `LiveOption` and `InitialOption` list which options create another client when they change, which
 * a running client adopts, and which are read once.
 *
 * @throws ChatError `MISUSE` without a source and without a provider
 * @example const chat = useChatClient(); // below a provider
 */
export function useChatClient(source?: ChatSource): ChatClient {
  const provided = useContext(ChatContext);
  const options = source && !isChatClient(source) ? source : null;

  // During the render, because this render shows the client's state. A client does nothing before it is started, so one
  // of a discarded render needs no cleanup.
  const [found, setFound] = useState(() => (options ? shareClient(createChatClient, options) : null));
  let shared = options ? found : null;
  if (options && (!shared || shared.isAnother(options))) {
    shared = shareClient(createChatClient, options);
    setFound(shared);
  }

  const client = shared?.client ?? (source as ChatClient | undefined) ?? provided;
  if (!client) {
    throw new ChatError(
      'MISUSE',
      'There is no chat here: pass options or a client, or add a <ConnectiveChatProvider>.',
    );
  }

  const latest = useRef(options);
  const hold = useRef<ClientHold | null>(null);
  useEffect(() => {
    latest.current = options;
    if (options) hold.current?.update(options);
  }, [options]);
  useEffect(() => {
    if (!shared || !latest.current) return undefined;
    const mine = shared.hold(latest.current);
    hold.current = mine;
    return () => {
      hold.current = null;
      mine.release();
    };
  }, [shared]);

  const isGiven = source !== undefined && !shared;
  useEffect(() => (isGiven ? client.start() : undefined), [client, isGiven]);

  return client;
}
