import type { Dialect, RequestName, Requests } from '../dialect.ts';
import { PROTOCOL_VERSION } from '../limits.ts';
import { type Parsed, parseAck, parseServerEvent } from '../parse-frame.ts';
import {
  feedbackAckSchema,
  helloAckSchema,
  historyAckSchema,
  okAckSchema,
  type Refusal,
  sendAckSchema,
  stopAckSchema,
  syncAckSchema,
  uploadAckSchema,
} from '../server-events.ts';

const answers = {
  hello: helloAckSchema,
  send: sendAckSchema,
  sync: syncAckSchema,
  history: historyAckSchema,
  upload: uploadAckSchema,
  params: okAckSchema,
  read: okAckSchema,
  stop: stopAckSchema,
  feedback: feedbackAckSchema,
} as const;

/** Wire protocol 2. Its entities are those of the client, so little is converted. */
export function createV2Dialect(): Dialect {
  return {
    name: 'v2',
    guarantee: 'at-least-once-deduped',
    namespace: '/widget',
    handshake: ({ userId, token, ...rest }) => ({
      v: PROTOCOL_VERSION,
      ...rest,
      ...(userId === undefined ? {} : { userId }),
      ...(token === undefined ? {} : { token }),
    }),
    encode: (name, input) => {
      if (name !== 'hello') return { event: name, payload: input };
      const { recognizeUserMeta, ...hello } = input as Requests['hello']['input'];
      return { event: 'hello', payload: { ...hello, meta: { recognizeUserMeta }, caps: ['drafts'] } };
    },
    decodeAnswer: <N extends RequestName>(name: N, raw: unknown) =>
      parseAck(name, answers[name] as never, raw) as Parsed<Requests[N]['answer'] | Refusal>,
    encodeTyping: (on) => ({ event: 'typing', payload: { on } }),
    decode: (event, raw) => {
      const parsed = parseServerEvent(event, raw);
      return parsed.ok ? { ...parsed, value: [parsed.value] } : parsed;
    },
  };
}
