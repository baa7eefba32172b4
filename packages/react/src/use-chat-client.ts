import { type ChatClient, type ChatClientOptions, ChatError, createChatClient } from '@connective-chat/core';
import { bindOptions, isChatClient } from '@connective-chat/core/ui';
import { useContext, useEffect, useState } from 'react';
import { ChatContext } from './chat-context.ts';

/** Where a hook takes its chat from: options to make a client, or a client. */
export type ChatSource = ChatClientOptions | ChatClient;

const bind = (options: ChatClientOptions) => bindOptions(createChatClient, options);

/**
 * The client behind a source, held by a lease while the component is mounted; without a source the
 * client of the nearest `<ConnectiveChatProvider>`, whose lease it is.
 *
 * Options make a client once. Which of them make another one when they change, and which the
 * running client follows, say the types `RestartingOption`, `LiveOption` and `InitialOption`.
 *
 * @example const chat = useChatClient(); // below a provider
 */
export function useChatClient(source?: ChatSource): ChatClient {
  const provided = useContext(ChatContext);
  const options = source && !isChatClient(source) ? source : null;

  // Made while rendering, for its state is shown in this render; that is pure, for a client does
  // nothing before it is started. One of a render that React throws away is just forgotten.
  const [held, setHeld] = useState(() => (options ? bind(options) : null));
  let bound = held;
  if (options && (!bound || bound.isAnother(options))) {
    bound = bind(options);
    setHeld(bound);
  }

  const client = options ? bound?.client : ((source as ChatClient | undefined) ?? provided);
  if (!client) {
    throw new ChatError(
      'MISUSE',
      'There is no chat here: pass options or a client, or add a <ConnectiveChatProvider>.',
    );
  }

  useEffect(() => {
    if (options) bound?.update(options);
  }, [bound, options]);

  const isLeased = source !== undefined;
  useEffect(() => (isLeased ? client.start() : undefined), [client, isLeased]);

  return client;
}
