import * as z from 'zod/mini';
import { botSchema, dialogSchema, draftSchema, messageSchema, readSchema, thinkingSchema } from './entities.ts';
import { feedbackSchema, pushedFeedbackSchema } from './feedback.ts';
import { countSchema, flag, maybeFlag, maybeNumber, maybeText, placeSchema, text } from './fields.ts';
import { lazyObject, lazySchema } from './lazy-schema.ts';

/* What the server sends, as the client reads it: unknown fields and types are tolerated. */

/** A limit of zero would allow nothing, so it counts as absent. */
const maybePositive = lazySchema(() => z.optional(z.number().check(z.positive())));

const items = lazySchema(() => z.array(messageSchema));

function readKnown(value: unknown): ReadonlyMap<string, number> {
  const entries = Object.entries((value ?? {}) as object).filter(([, seq]) => Number.isInteger(seq));
  return new Map(entries);
}

/** `known` as a Map, so that no key of the server can be a property of a prototype. */
const knownSchema = lazySchema(() => z.pipe(z.optional(z.unknown()), z.transform(readKnown)));

/** The limits of a server; missing ones keep their defaults. */
export const limitsSchema = lazyObject(() => ({
  textBytes: maybePositive,
  frameBytes: maybePositive,
  uploadBytes: maybePositive,
  uploadTypes: z.optional(z.array(text)),
  messagesPerMinute: maybePositive,
  burst: maybePositive,
}));

/** A refusal: the answer to any request. */
export const refusalSchema = lazyObject(() => ({
  ok: z.literal(false),
  code: text,
  message: z._default(text, ''),
  retry: z._default(flag, false),
  retryAfterMs: maybeNumber,
  /** A text for the visitor, in their language; a UI shows it instead of its own. */
  text: maybeText,
}));
/** A refusal: a code of `CODES`, a message for the developer, and whether a retry can succeed. */
export type Refusal = z.infer<typeof refusalSchema>;

/** The answer to `hello`: missed messages or the newest page, and the current state. */
export const helloAckSchema = lazyObject(() => ({
  ok: z.literal(true),
  v: z.number(),
  conversation: text,
  epoch: text,
  head: countSchema,
  reset: flag,
  items,
  more: flag,
  known: knownSchema,
  drafts: z._default(z.array(draftSchema), []),
  limits: z._default(limitsSchema, {}),
  serverTime: text,
  thinking: z._default(z.nullable(thinkingSchema), null),
  dialog: dialogSchema,
  read: readSchema,
  bot: z._default(botSchema, { title: '' }),
  caps: z._default(z.array(text), []),
  /** The ratings that were changed last, for a client that has missed their pushes. */
  feedback: z.optional(z.array(pushedFeedbackSchema)),
  /** The credentials of a new visitor, if the client sent none. */
  visitor: z.optional(z.object({ id: text, secret: text })),
}));
/** The validated answer to `hello`. */
export type HelloAck = z.infer<typeof helloAckSchema>;

/** The answer to `send`: the position in the log; `dup` if the server already had the message. */
export const sendAckSchema = lazyObject(() => ({
  ok: z.literal(true),
  seq: placeSchema,
  id: text,
  at: text,
  dup: maybeFlag,
}));
/** The validated answer to `send`. */
export type SendAck = z.infer<typeof sendAckSchema>;

/** The answer to `sync`: the following messages, in order. */
export const syncAckSchema = lazyObject(() => ({
  ok: z.literal(true),
  epoch: text,
  items,
  more: flag,
  head: countSchema,
}));
/** The validated answer to `sync`. */
export type SyncAck = z.infer<typeof syncAckSchema>;

/** The answer to `history`: a page of messages, and whether there are older ones. */
export const historyAckSchema = lazyObject(() => ({ ok: z.literal(true), items, more: flag }));
/** The validated answer to `history`. */
export type HistoryAck = z.infer<typeof historyAckSchema>;

/** The answer to `upload`: the file id, and a token for one post. */
export const uploadAckSchema = lazyObject(() => ({ ok: z.literal(true), fileId: text, token: text }));
/** The validated answer to `upload`. */
export type UploadAck = z.infer<typeof uploadAckSchema>;

/**
 * The answer to `stop`: whether the turn was stopped, and if not, why (`ended`, `unknown`). Thinking up to `rev` has
 * ended.
 */
export const stopAckSchema = lazyObject(() => ({
  ok: z.literal(true),
  stopped: flag,
  reason: maybeText,
  rev: countSchema,
}));
/** The validated answer to `stop`. */
export type StopAck = z.infer<typeof stopAckSchema>;

/** The answer to `feedback`: the rating as it is stored now. */
export const feedbackAckSchema = lazyObject(() => ({ ok: z.literal(true), ...feedbackSchema.shape }));
/** The validated answer to `feedback`. */
export type FeedbackAck = z.infer<typeof feedbackAckSchema>;

/** An answer without data. */
export const okAckSchema = lazyObject(() => ({ ok: z.literal(true) }));

/** The schema of each event that the server pushes to a visitor. */
export const serverEventSchemas = {
  msg: messageSchema,
  draft: draftSchema,
  thinking: thinkingSchema,
  dialog: dialogSchema,
  typing: lazyObject(() => ({ on: flag, ttlMs: z._default(z.number(), 6000) })),
  read: lazyObject(() => ({ by: z.enum(['visitor', 'operator']), seq: countSchema })),
  feedback: pushedFeedbackSchema,
  command: lazyObject(() => ({
    title: maybeText,
    subtitle: maybeText,
    open: maybeFlag,
    colors: z.optional(z.looseObject({})),
  })),
  head: lazyObject(() => ({
    epoch: text,
    head: countSchema,
    dialog: dialogSchema,
    thinking: z._default(z.nullable(thinkingSchema), null),
    read: readSchema,
  })),
  bye: lazyObject(() => ({
    code: text,
    retry: z._default(flag, false),
    retryAfterMs: maybeNumber,
    message: maybeText,
    text: maybeText,
  })),
} as const;

/** The name of an event that the server pushes. */
export type ServerEventName = keyof typeof serverEventSchemas;
/** A validated push, tagged with its name. */
export type ServerEvent = {
  [N in ServerEventName]: { readonly name: N; readonly data: z.infer<(typeof serverEventSchemas)[N]> };
}[ServerEventName];
/** The validated payload of one push. */
export type ServerEventData<N extends ServerEventName> = z.infer<(typeof serverEventSchemas)[N]>;
