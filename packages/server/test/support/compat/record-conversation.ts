import {
  type ChatClient,
  type ChatClientOptions,
  createChatClient,
  createSocketIoTransport,
  type Platform,
  type Transport,
} from '@connective-chat/core';
import { createMemoryOutbox, createMemoryStorage } from '@connective-chat/core/testing';
import type { CompatWorld } from './compat-world.ts';
import type { Conversation } from './conversations.ts';
import type { RecordedConversation, RecordedFrame, ShownMessage } from './recorded-conversation.types.ts';

const PATIENCE_MS = 20_000;

/** Waits until a condition is true. */
export async function until(what: string, check: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!check()) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The options of the recorded client, and of the one that the recording is played to. */
export const clientOptions = (
  version: RecordedConversation['version'],
  platform: Partial<Platform>,
): Omit<ChatClientOptions, 'url'> => ({
  botId: 'test',
  version,
  paramsFromSite: { name: 'Ada' },
  collectPageContext: false,
  platform: { storage: createMemoryStorage(), outbox: createMemoryOutbox(), ...platform },
});

/** Calls a method of a client by its name. */
export const callClient = (chat: ChatClient, method: string, args: readonly unknown[]): unknown =>
  (chat as unknown as Record<string, (...args: readonly unknown[]) => unknown>)[method]?.(...args);

export const shownBy = (chat: ChatClient): ShownMessage[] =>
  chat.messages.get().map(({ from, body, delivery }) => ({
    from: from.kind,
    body: JSON.parse(JSON.stringify(body)),
    delivery,
  }));

/** Socket.IO, recording every frame. */
function recordingTransport(frames: RecordedFrame[], opened: (namespace: string, auth: object) => void): Transport {
  const inner = createSocketIoTransport();
  let number = 0;
  return {
    connect(options, handlers) {
      const auth = async () => {
        const given = await options.auth();
        opened(options.namespace, given);
        return given;
      };
      const link = inner.connect(
        { ...options, auth },
        {
          ...handlers,
          onEvent(push, payload) {
            // Heartbeats depend on time and not on the conversation.
            if (push !== 'head') frames.push({ push, payload });
            handlers.onEvent(push, payload);
          },
        },
      );
      return {
        ...link,
        async request(request, payload, timeoutMs) {
          number += 1;
          const own = number;
          frames.push({ request, number: own, payload });
          const answer = await link.request(request, payload, timeoutMs);
          frames.push({ answer: own, payload: answer });
          return answer;
        },
        notify(notify, payload) {
          frames.push({ notify, payload });
          link.notify(notify, payload);
        },
      };
    },
  };
}

/** Plays a conversation with the client and the server of this release, and records it. */
export async function recordConversation(
  world: CompatWorld,
  { version, before, play }: Conversation,
  release: string,
): Promise<RecordedConversation> {
  const frames: RecordedFrame[] = [];
  const storage = createMemoryStorage();
  const visitor = { id: crypto.randomUUID(), secret: `${crypto.randomUUID()}${crypto.randomUUID()}` };
  storage.setItem(`connective-chat:visitor:${world.url}:test`, JSON.stringify(visitor));
  let namespace = '';
  let auth: object = {};
  let token: unknown;
  const transport = recordingTransport(frames, (name, given) => {
    namespace = name;
    auth = given;
  });
  const conversationOf = () => {
    for (const frame of frames) {
      const { conversation } = ('answer' in frame ? frame.payload : {}) as { conversation?: string };
      if (conversation) return conversation;
    }
    return '';
  };
  const act = async (step: string, ...args: unknown[]) => {
    frames.push({ world: step, args });
    await world.act(step, args, visitor, conversationOf());
  };
  if (before) await act(...before);
  const chat = createChatClient({
    url: world.url,
    ...clientOptions(version, {
      storage,
      transport,
      postFile: async (options) => {
        token = options.token;
        await act('post', token);
        return 201;
      },
    }),
  });
  const stop = chat.start();
  try {
    await play({
      chat,
      call(method, ...args) {
        frames.push({ call: method, args: JSON.parse(JSON.stringify(args)) });
        return callClient(chat, method, args);
      },
      world: act,
      until,
    });
    return { release, version, namespace, auth: auth as Record<string, unknown>, frames, shown: shownBy(chat) };
  } finally {
    stop();
  }
}
