import * as z from 'zod/mini';
import {
  type Body,
  bodySchemas,
  botSchema,
  countSchema,
  dialogSchema,
  draftSchema,
  messageEnvelopeSchema,
  placeSchema,
  readSchema,
  thinkingSchema,
  type WireMessage,
} from './entities.ts';

/* What the server says, for the client to read: tolerant of what it does not know yet. */

const seqNumber = countSchema;

/** Reads a body; one that does not fit its type, or has none, is kept as unsupported. */
export function parseBody(raw: unknown): Body {
  const type = (raw as { type?: unknown } | null)?.type;
  if (typeof type === 'string' && Object.hasOwn(bodySchemas, type)) {
    const parsed = bodySchemas[type as keyof typeof bodySchemas].safeParse(raw);
    if (parsed.success) return parsed.data;
  }
  return { type: 'unsupported', originalType: typeof type === 'string' ? type.slice(0, 64) : null };
}

/** Reads in place: a pipe into a transform would be two more classes for every visitor to load. */
const reading = <T>(schema: z.ZodMiniType, read: (value: never) => T): z.ZodMiniType<T> =>
  schema.check(z.overwrite(read as never)) as z.ZodMiniType<T>;

export const messageSchema = reading(
  messageEnvelopeSchema,
  (envelope: z.infer<typeof messageEnvelopeSchema>): WireMessage => ({ ...envelope, body: parseBody(envelope.body) }),
);

const items = z.array(messageSchema);

/** `known` as a Map, so that no name of a cid can reach a prototype. */
const knownSchema = reading(z.unknown(), (value: unknown): ReadonlyMap<string, number> => {
  const known = new Map<string, number>();
  for (const [cid, seq] of Object.entries((value ?? {}) as object)) if (Number.isInteger(seq)) known.set(cid, seq);
  return known;
});

export const limitsSchema = z.object({
  textBytes: z.optional(z.number()),
  frameBytes: z.optional(z.number()),
  uploadBytes: z.optional(z.number()),
  uploadTypes: z.optional(z.array(z.string())),
  messagesPerMinute: z.optional(z.number()),
  burst: z.optional(z.number()),
});

export const refusalSchema = z.object({
  ok: z.literal(false),
  code: z.string(),
  message: z._default(z.string(), ''),
  retry: z._default(z.boolean(), false),
  retryAfterMs: z.optional(z.number()),
});
/** How the server says no: a code of `CODES`, a sentence for a developer, and whether later is worth a try. */
export type Refusal = z.infer<typeof refusalSchema>;

export const helloAckSchema = z.object({
  ok: z.literal(true),
  v: z.number(),
  conversation: z.string(),
  epoch: z.string(),
  head: seqNumber,
  reset: z.boolean(),
  items,
  more: z.boolean(),
  known: knownSchema,
  drafts: z._default(z.array(draftSchema), []),
  limits: z._default(limitsSchema, {}),
  serverTime: z.string(),
  thinking: z._default(z.nullable(thinkingSchema), null),
  dialog: dialogSchema,
  read: readSchema,
  bot: z._default(botSchema, { title: '' }),
  caps: z._default(z.array(z.string()), []),
  /** Where the client gave no visitor, the one that the server minted. */
  visitor: z.optional(z.object({ id: z.string(), secret: z.string() })),
});
export type HelloAck = z.infer<typeof helloAckSchema>;

export const sendAckSchema = z.object({
  ok: z.literal(true),
  seq: placeSchema,
  id: z.string(),
  at: z.string(),
  dup: z.optional(z.boolean()),
});
export type SendAck = z.infer<typeof sendAckSchema>;

export const syncAckSchema = z.object({
  ok: z.literal(true),
  epoch: z.string(),
  items,
  more: z.boolean(),
  head: seqNumber,
});
export type SyncAck = z.infer<typeof syncAckSchema>;

export const historyAckSchema = z.object({ ok: z.literal(true), items, more: z.boolean() });
export type HistoryAck = z.infer<typeof historyAckSchema>;

export const uploadAckSchema = z.object({ ok: z.literal(true), fileId: z.string(), token: z.string() });
export type UploadAck = z.infer<typeof uploadAckSchema>;

export const okAckSchema = z.object({ ok: z.literal(true) });

/** The schema of each event that the server pushes to a visitor. */
export const serverEventSchemas = {
  msg: messageSchema,
  draft: draftSchema,
  thinking: thinkingSchema,
  dialog: dialogSchema,
  typing: z.object({ on: z.boolean(), ttlMs: z._default(z.number(), 6000) }),
  read: z.object({ by: z.enum(['visitor', 'operator']), seq: seqNumber }),
  command: z.object({
    title: z.optional(z.string()),
    subtitle: z.optional(z.string()),
    open: z.optional(z.boolean()),
    colors: z.optional(z.looseObject({})),
  }),
  head: z.object({
    epoch: z.string(),
    head: seqNumber,
    dialog: dialogSchema,
    thinking: z._default(z.nullable(thinkingSchema), null),
    read: readSchema,
  }),
  bye: z.object({
    code: z.string(),
    retry: z._default(z.boolean(), false),
    retryAfterMs: z.optional(z.number()),
    message: z.optional(z.string()),
  }),
} as const;

/** The name of an event that the server pushes. */
export type ServerEventName = keyof typeof serverEventSchemas;
/** A validated push, tagged with its name. */
export type ServerEvent = {
  [N in ServerEventName]: { readonly name: N; readonly data: z.infer<(typeof serverEventSchemas)[N]> };
}[ServerEventName];
/** The validated payload of one push. */
export type ServerEventData<N extends ServerEventName> = z.infer<(typeof serverEventSchemas)[N]>;
