import * as z from 'zod/mini';
import { byteLength } from '../lib/byte-length.ts';
import {
  MAX_FEEDBACK_REASON_LENGTH,
  MAX_PAGE_SIZE,
  MAX_PARAM_KEYS,
  MAX_PARAM_VALUE_BYTES,
  MAX_PARAMS_BYTES,
  MAX_TEXT_BYTES,
  PARAM_KEY,
} from './limits.ts';

/*
 * What a client may send, for the server to check: strict, bounded, nothing more than named.
 * A browser bundle that never imports these schemas does not carry them.
 */

const short = z.string().check(z.minLength(1), z.maxLength(128));
const seqNumber = z.int().check(z.minimum(0));

/** The id that a client gives a send: this client uses a UUIDv7; any token of this length is valid. */
export const cidSchema = z.string().check(z.regex(/^[\w-]{8,64}$/));

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

function inspectParams(value: Record<string, unknown>): string | null {
  const entries = Object.entries(value);
  if (entries.length > MAX_PARAM_KEYS) return `has more than ${MAX_PARAM_KEYS} keys`;
  let total = 0;
  for (const [key, item] of entries) {
    if (!PARAM_KEY.test(key) || FORBIDDEN_KEYS.has(key)) return `has a key that is not allowed: ${key.slice(0, 64)}`;
    const size = byteLength(String(item ?? ''));
    if (size > MAX_PARAM_VALUE_BYTES) return `${key} is longer than ${MAX_PARAM_VALUE_BYTES} bytes`;
    total += key.length + size;
  }
  return total > MAX_PARAMS_BYTES ? `is longer than ${MAX_PARAMS_BYTES} bytes` : null;
}

const boundedParams = z.check<Record<string, unknown>>((ctx) => {
  const message = inspectParams(ctx.value);
  if (message) ctx.issues.push({ code: 'custom', message, input: ctx.value });
});

const paramValue = z.union([z.string(), z.number(), z.boolean()]);
/** The parameters of a site: at most 50, 1 KiB each, 8 KiB together. */
export const paramsSchema = z.record(z.string(), paramValue).check(boundedParams);
/** In a merge, `null` deletes a parameter. */
const paramsPatchSchema = z.record(z.string(), z.nullable(paramValue)).check(boundedParams);

/** The credentials of a visitor: an id of 8 to 64 characters and a secret of 32 to 128 characters. */
export const visitorSchema = z.strictObject({
  id: z.string().check(z.regex(/^[\w-]{8,64}$/)),
  secret: z.string().check(z.regex(/^[\w-]{32,128}$/)),
});
/** The credentials that a client creates: a random id, and a secret of 256 bits that only this browser knows. */
export type VisitorCredentials = z.infer<typeof visitorSchema>;

/** The `auth` of a handshake, before it is verified. */
export const authSchema = z.object({
  v: z.int(),
  botId: z.union([z.string().check(z.minLength(1), z.maxLength(64)), z.number()]),
  locale: z._default(z.string().check(z.maxLength(35)), 'en'),
  visitor: z.optional(visitorSchema),
  userId: z.optional(z.string().check(z.maxLength(256))),
  token: z.optional(z.string().check(z.maxLength(4096))),
  tab: z.optional(z.string().check(z.maxLength(64))),
  /** Counts the connections of a tab, because an older one that arrives late must not replace a newer one. */
  link: z._default(z.int().check(z.minimum(0)), 0),
});

const textBody = z.strictObject({
  type: z.literal('text'),
  text: z.string().check(
    z.minLength(1),
    z.refine((text) => byteLength(text) <= MAX_TEXT_BYTES, `is longer than ${MAX_TEXT_BYTES} bytes`),
  ),
  format: z.optional(z.literal('plain')),
});

/** The bodies that a visitor may send, validated by the server. */
const visitorBodySchema = z.discriminatedUnion('type', [
  textBody,
  z.strictObject({
    type: z.literal('image'),
    fileId: short,
    alt: z.optional(z.string().check(z.maxLength(1000))),
    width: z.optional(z.number()),
    height: z.optional(z.number()),
  }),
  z.strictObject({
    type: z.literal('file'),
    fileId: short,
    name: z.string().check(z.maxLength(255)),
    size: seqNumber,
    mime: z.string().check(z.maxLength(127)),
  }),
  z.strictObject({
    type: z.literal('press'),
    messageId: short,
    buttonId: short,
    label: z.string().check(z.maxLength(1000)),
  }),
  z.strictObject({ type: z.literal('alias'), alias: short }),
  z.strictObject({
    type: z.literal('rate'),
    messageId: short,
    score: z.int().check(z.minimum(1), z.maximum(10)),
    comment: z.optional(z.string().check(z.maxLength(4000))),
  }),
  z.strictObject({ type: z.literal('request_operator') }),
  z.strictObject({ type: z.literal('leave_queue') }),
  z.strictObject({ type: z.literal('close') }),
]);

/** `hello`: the cursor of this client's log, whether the chat is open, and the ids of pending sends. */
const helloSchema = z.object({
  cursor: z.nullable(z.unknown()),
  open: z.boolean(),
  params: z._default(paramsSchema, {}),
  meta: z.optional(z.strictObject({ recognizeUserMeta: z.optional(z.boolean()) })),
  pending: z._default(z.array(cidSchema).check(z.maxLength(100)), []),
  caps: z._default(z.array(z.string().check(z.maxLength(64))).check(z.maxLength(32)), []),
});
/** `send`: one message, with an id that stays the same when the send is repeated. */
const sendSchema = z.object({ cid: cidSchema, body: visitorBodySchema, params: z._default(paramsSchema, {}) });
/** `sync`: requests the messages after a seq; `limit` 1 to 200, default 50. */
const syncSchema = z.object({
  epoch: z.string().check(z.maxLength(64)),
  after: seqNumber,
  limit: z._default(z.int().check(z.minimum(1), z.maximum(200)), MAX_PAGE_SIZE),
});
/** `history`: requests the messages before a seq; `limit` 1 to 50, default 50. */
const historySchema = z.object({
  epoch: z.string().check(z.maxLength(64)),
  before: seqNumber,
  limit: z._default(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)), MAX_PAGE_SIZE),
});
/** `params`: the site's parameters, merged (`null` deletes) or replaced. */
const paramsEventSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('merge'), params: paramsPatchSchema }),
  z.object({ mode: z.literal('replace'), params: paramsSchema }),
]);
/** `read`: everything up to this position has been read. */
const readEventSchema = z.object({ seq: seqNumber });
/** `typing`: the visitor is typing, or has stopped. */
const typingEventSchema = z.object({ on: z.boolean() });
/** `upload`: requests a slot for a file; `size` in bytes. */
export const uploadSchema = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(255)),
  size: z.int().check(z.minimum(0)),
  mime: z.string().check(z.maxLength(127)),
});

/** `stop`: ends the turn that answers the message at `turn`; 0 is a turn that answers no message. */
const stopEventSchema = z.object({ turn: seqNumber });

/** `feedback`: rates the answer of an agent, or withdraws the rating. */
const feedbackEventSchema = z.object({
  messageId: short,
  value: z.nullable(z.enum(['up', 'down'])),
  reason: z.optional(z.string().check(z.maxLength(MAX_FEEDBACK_REASON_LENGTH))),
});

/** The schema of each event that a visitor's client may emit. */
export const clientEventSchemas = {
  hello: helloSchema,
  send: sendSchema,
  sync: syncSchema,
  history: historySchema,
  params: paramsEventSchema,
  read: readEventSchema,
  typing: typingEventSchema,
  upload: uploadSchema,
  stop: stopEventSchema,
  feedback: feedbackEventSchema,
} as const;

/** The name of an event that a visitor's client may emit. */
export type ClientEventName = keyof typeof clientEventSchemas;
/** The validated payload of a client's event. */
export type ClientEvent<N extends ClientEventName> = z.infer<(typeof clientEventSchemas)[N]>;
