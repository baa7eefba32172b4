import * as z from 'zod/mini';
import { type Body, buttonSchema, type VisitorBody } from '../body.ts';
import type { Dialect, RequestName, Requests } from '../dialect.ts';
import type { WireMessage } from '../entities.ts';
import { type Parsed, parseAck } from '../parse-frame.ts';
import type { HelloAck, Refusal, SendAck, ServerEvent } from '../server-events.ts';

/** A string or a number, read as a string. */
const idSchema = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

const messageSchema = z.object({
  id: idSchema,
  text: z._default(z.string(), ''),
  type: z._default(z.string(), 'text'),
  date: z._default(z.string(), ''),
  from: z._default(z.string(), 'bot'),
  buttons: z.optional(z.array(z.array(buttonSchema))),
});
const historySchema = z.object({ ok: z.literal(true), messages: z.array(messageSchema) });
const ackSchema = z.object({ ok: z.literal(true), id: idSchema, date: z.string() });
const thinkingSchema = z.object({ on: z.boolean(), text: z.optional(z.string()) });

type LegacyMessage = z.infer<typeof messageSchema>;

const AUTHORS: Readonly<Record<string, 'visitor' | 'bot' | 'operator' | 'system'>> = {
  user: 'visitor',
  visitor: 'visitor',
  operator: 'operator',
  system: 'system',
};

/** A visitor's body in the format of protocol 1; `null` if it has none for this type. */
function toLegacy(body: VisitorBody): { text: string; type: string } | null {
  switch (body.type) {
    case 'text':
      return { text: body.text, type: 'text' };
    case 'press':
      return { text: body.label, type: 'button' };
    case 'alias':
      return { text: body.alias, type: 'alias' };
    case 'close':
      return { text: '/stop', type: 'command' };
    default:
      return null;
  }
}

/**
 * Protocol 1, for old integrations. It has neither cid nor seq: positions in the log are counted here by the server's
 * ids, and a send that was not confirmed is never repeated automatically.
 */
export function createLegacyDialect(): Dialect {
  const seqById = new Map<string, number>();
  let generation = 0;
  let head = 0;
  let rev = 0;
  let wantsGreeting = false;
  /** The send that waits for its echo. An echo has no cid, so it is recognized by its text. */
  let underWay: { readonly cid: string; readonly text: string } | null = null;

  const epoch = (): string => `legacy-${generation}`;
  const place = (id: string): number => {
    let seq = seqById.get(id);
    if (seq === undefined) {
      head += 1;
      seq = head;
      seqById.set(id, seq);
    }
    return seq;
  };

  function toMessage(message: LegacyMessage): WireMessage {
    const { id } = message;
    const kind = AUTHORS[message.from] ?? 'bot';
    const isEcho = kind === 'visitor' && underWay?.text === message.text && !seqById.has(id);
    const body: Body =
      message.type === 'notice'
        ? { type: 'notice', event: 'notice', text: message.text }
        : {
            type: 'text',
            text: message.text,
            format: 'plain',
            // Protocol 1 does not tell which buttons can be pressed only once, so none are disabled.
            ...(message.buttons ? { buttons: message.buttons, repeatable: true } : {}),
          };
    return {
      epoch: epoch(),
      seq: place(id),
      id,
      rev,
      from: { kind },
      at: message.date || new Date(0).toISOString(),
      body,
      ...(isEcho && underWay ? { cid: underWay.cid } : {}),
    };
  }

  /** The whole history. Positions continue if it extends the known one; otherwise they start again. */
  function toHelloAck(messages: readonly LegacyMessage[]): HelloAck {
    const isContinued = head === 0 || messages.some(({ id }) => seqById.has(id));
    if (!isContinued) {
      generation += 1;
      head = 0;
      seqById.clear();
    }
    const items = messages.map(toMessage).sort((a, b) => a.seq - b.seq);
    return {
      ok: true,
      v: 1,
      conversation: 'legacy',
      epoch: epoch(),
      head,
      reset: !isContinued,
      items,
      more: false,
      known: new Map(),
      drafts: [],
      limits: {},
      serverTime: new Date(0).toISOString(),
      thinking: null,
      dialog: { rev, status: 'bot', operator: null },
      read: { visitor: 0, operator: 0 },
      bot: { title: '' },
      caps: [],
    };
  }

  function decodeAnswer(name: RequestName, raw: unknown, input: Requests[RequestName]['input']): Parsed<unknown> {
    if (name === 'hello') {
      const parsed = parseAck(name, historySchema, raw);
      return parsed.ok && parsed.value.ok ? { ok: true, value: toHelloAck(parsed.value.messages) } : parsed;
    }
    const parsed = parseAck(name, ackSchema, raw);
    // An echo may settle a send before its answer arrives; then the next send is already waiting.
    if ('cid' in input && input.cid === underWay?.cid) underWay = null;
    if (!parsed.ok || !parsed.value.ok) return parsed;
    const { id, date } = parsed.value;
    const value: SendAck = { ok: true, seq: place(id), id, at: date };
    return { ok: true, value };
  }

  return {
    name: 'legacy',
    guarantee: 'at-most-once',
    namespace: '/widget',
    handshake: ({ botId, locale, visitor, userId, tab }) => ({
      v: 1,
      botId,
      locale,
      visitor,
      tab,
      ...(userId === undefined ? {} : { userId }),
    }),
    encode: (name, input) => {
      if (name === 'hello') {
        const { open, params } = input as Requests['hello']['input'];
        wantsGreeting = open;
        return { event: 'history', payload: { params } };
      }
      if (name !== 'send') return null;
      const { cid, body, params } = input as Requests['send']['input'];
      const message = toLegacy(body);
      if (!message) return null;
      underWay = { cid, text: message.text };
      return { event: 'message', payload: { ...message, params } };
    },
    decodeAnswer: <N extends RequestName>(name: N, raw: unknown, input: Requests[N]['input']) =>
      decodeAnswer(name, raw, input) as Parsed<Requests[N]['answer'] | Refusal>,
    greet: ({ items }) =>
      wantsGreeting && items.length === 0 ? { event: 'message', payload: { text: '/start', type: 'command' } } : null,
    encodeTyping: () => null,
    decode: (event, raw): Parsed<readonly ServerEvent[]> => {
      if (event === 'message') {
        const parsed = messageSchema.safeParse(raw);
        return parsed.success ? { ok: true, value: [{ name: 'msg', data: toMessage(parsed.data) }] } : malformed(event);
      }
      if (event !== 'thinking')
        return { ok: false, issue: { kind: 'unknown-event', event, detail: 'Not a Legacy event.' } };
      const parsed = thinkingSchema.safeParse(raw);
      if (!parsed.success) return malformed(event);
      const { on, text } = parsed.data;
      // The end of thinking and the answer need a higher revision; protocol 1 has none, so they are counted here.
      if (on) rev += 1;
      return { ok: true, value: [{ name: 'thinking', data: { rev, on, ...(text === undefined ? {} : { text }) } }] };
    },
  };
}

const malformed = (event: string): Parsed<never> => ({
  ok: false,
  issue: { kind: 'malformed', event, detail: 'Not a Legacy frame.' },
});
