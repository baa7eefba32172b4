import { type ChatClient, type ChatClientOptions, ChatError, createChatClient } from '@connective-chat/core';
import { type ClientHold, isChatClient, shareClient } from '@connective-chat/core/ui';
import { useContext, useEffect, useRef, useState } from 'react';
import { ChatContext } from './chat-context.ts';

/** Where a hook takes its chat from: options to make a client, or a client. */
export type ChatSource = ChatClientOptions | ChatClient;

/**
 * The client behind a source, held by a lease while the component is mounted; without a source the
 * client of the nearest `<ConnectiveChatProvider>`, whose lease it is.
 *
 * Components whose options name the same chat and the same person share one client, also across a remount. Which
 * options make another client when they change, and which the running client follows, say the types
 * `RestartingOption`, `LiveOption` and `InitialOption`.
 *
 * @throws ChatError `MISUSE` without a source and without a provider
 * @example const chat = useChatClient(); // below a provider
 */
export function useChatClient(source?: ChatSource): ChatClient {
  const provided = useContext(ChatContext);
  const options = source && !isChatClient(source) ? source : null;

  // Found while rendering, because its state is shown in this render. A client does nothing before it is started, so
  // one of a render that React throws away costs nothing.
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
