import { type ChatClient, createChatClient, type LinkHandlers, type ProtocolIssue } from '@connective-chat/core';
import { callClient, clientOptions, shownBy, until } from './record-conversation.ts';
import type { RecordedConversation, ShownMessage } from './recorded-conversation.types.ts';

interface Asked {
  readonly event: string;
  readonly payload: unknown;
  answer(payload: unknown): void;
}

/** The answer of an old server to an unknown request. */
const UNKNOWN = { ok: false, code: 'INVALID', message: 'unknown', retry: false };

const cidOf = (payload: unknown) => (payload as { cid?: string } | null)?.cid;

/**
 * Plays the recorded frames of an old server to the current client, which does what the recorded one did.
 *
 * @returns what the client shows at the end, and what it could not read
 */
export async function replayServer(recorded: RecordedConversation): Promise<{
  readonly shown: ShownMessage[];
  readonly issues: readonly ProtocolIssue[];
  readonly status: ReturnType<ChatClient['status']['get']>;
}> {
  const { frames, version } = recorded;
  const asked: Asked[] = [];
  const issues: ProtocolIssue[] = [];
  /** Maps the recorded ids of sends to those of this client. */
  const cids = new Map<string, string>();
  const translate = (payload: unknown): unknown =>
    JSON.parse([...cids].reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(payload)));
  let link: LinkHandlers | undefined;
  let position = 0;
  const isStillToCome = (event: string) =>
    frames.slice(position).some((frame) => 'request' in frame && frame.request === event);

  const chat = createChatClient({
    url: 'http://recorded.test',
    ...clientOptions(version, {
      postFile: async () => 201,
      transport: {
        connect(options, handlers) {
          link = handlers;
          void options.auth().then(() => handlers.onOpen());
          return {
            request: (event, payload) =>
              new Promise((answer) => {
                if (isStillToCome(event)) asked.push({ event, payload, answer });
                else answer(UNKNOWN);
              }),
            notify: () => {},
            close: () => {},
          };
        },
      },
    }),
  });
  chat.on('protocolError', (issue) => issues.push(issue));
  const stop = chat.start();
  const waiting = new Map<number, Asked>();
  try {
    for (const [index, frame] of frames.entries()) {
      position = index;
      if ('call' in frame) {
        const [first, ...rest] = frame.args;
        const target = typeof first === 'string' ? (cids.get(first) ?? first) : first;
        callClient(chat, frame.call, frame.args.length > 0 ? [target, ...rest] : []);
      } else if ('request' in frame) {
        await until(`the client's ${frame.request}`, () => asked.some(({ event }) => event === frame.request));
        const at = asked.findIndex(({ event }) => event === frame.request);
        const [own] = asked.splice(at, 1) as [Asked];
        const [was, is] = [cidOf(frame.payload), cidOf(own.payload)];
        if (was && is) cids.set(was, is);
        waiting.set(frame.number, own);
      } else if ('answer' in frame) waiting.get(frame.answer)?.answer(translate(frame.payload));
      else if ('push' in frame) link?.onEvent(frame.push, translate(frame.payload));
      // The client processes a frame before the next one arrives, as on a real network.
      await new Promise((resolve) => setImmediate(resolve));
    }
    position = frames.length;
    await until('the last message', () => chat.messages.get().length >= recorded.shown.length);
    await until('the last answer', () => chat.status.get() !== 'sending');
    return { shown: shownBy(chat), issues, status: chat.status.get() };
  } finally {
    stop();
  }
}
