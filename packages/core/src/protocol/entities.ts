import * as z from 'zod/mini';

/*
 * What both directions share. Schemas of pushes are tolerant: an unknown key is dropped, an
 * unknown variant falls to a fallback, because a client in a browser tab is older than the
 * server it talks to. What clients send is strict: see client-events.ts.
 */

/** A place in the log, or a revision: counted, never measured. */
export const countSchema = z.number().check(z.refine((value) => Number.isSafeInteger(value) && value >= 0));
const seqNumber = countSchema;
/** The place of a message in the log, from 1. */
export const placeSchema = z.number().check(z.refine((value) => Number.isSafeInteger(value) && value >= 1));

/** The action of a button: an answer, a link, or a jump to an entry point of the scenario. */
export const buttonActionSchema = z.union([
  z.object({ type: z.literal('reply') }),
  z.object({ type: z.literal('url'), url: z.string() }),
  z.object({ type: z.literal('alias'), alias: z.string() }),
]);

export const buttonSchema = z.object({ id: z.string(), label: z.string(), action: buttonActionSchema });
/** A button under a message, or of the reply keyboard. */
export type Button = z.infer<typeof buttonSchema>;

const buttonRowsSchema = z.array(z.array(buttonSchema));

export const textBodySchema = z.object({
  type: z.literal('text'),
  text: z.string(),
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
  /** Inline buttons, in rows, under the message. */
  buttons: z.optional(buttonRowsSchema),
  /** The reply keyboard, in rows, in the place of quick replies. */
  keyboard: z.optional(buttonRowsSchema),
  /** Whether the buttons may be pressed more than once. */
  repeatable: z.optional(z.boolean()),
});

export const imageBodySchema = z.object({
  type: z.literal('image'),
  fileId: z.optional(z.string()),
  url: z.optional(z.string()),
  alt: z._default(z.string(), ''),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
});

export const fileBodySchema = z.object({
  type: z.literal('file'),
  fileId: z.string(),
  name: z.string(),
  size: z.number(),
  mime: z.string(),
  /** A short-lived capability URL, minted when the message is read. */
  url: z.optional(z.string()),
});

export const cardsBodySchema = z.object({
  type: z.literal('cards'),
  items: z.array(
    z.object({
      title: z.string(),
      text: z.optional(z.string()),
      image: z.optional(z.object({ url: z.string(), alt: z._default(z.string(), '') })),
      buttons: z.optional(z.array(buttonSchema)),
    }),
  ),
  repeatable: z.optional(z.boolean()),
});

export const ratingBodySchema = z.object({
  type: z.literal('rating'),
  prompt: z.string(),
  scale: z.literal([5, 10]),
  comment: z._default(z.boolean(), false),
});

export const noticeBodySchema = z.object({ type: z.literal('notice'), event: z.string(), text: z.string() });

export const pressBodySchema = z.object({
  type: z.literal('press'),
  messageId: z.string(),
  buttonId: z.string(),
  label: z.string(),
});
export const aliasBodySchema = z.object({ type: z.literal('alias'), alias: z.string() });
export const rateBodySchema = z.object({
  type: z.literal('rate'),
  messageId: z.string(),
  score: z.number(),
  comment: z.optional(z.string()),
});
export const requestOperatorBodySchema = z.object({ type: z.literal('request_operator') });
export const leaveQueueBodySchema = z.object({ type: z.literal('leave_queue') });
export const closeBodySchema = z.object({ type: z.literal('close') });
/** What stays of an erased message: its place. */
export const erasedBodySchema = z.object({ type: z.literal('erased') });

/** Every body that may stand in the log, by its type: one look-up, where a union would try them all. */
export const bodySchemas = {
  text: textBodySchema,
  image: imageBodySchema,
  file: fileBodySchema,
  cards: cardsBodySchema,
  rating: ratingBodySchema,
  notice: noticeBodySchema,
  press: pressBodySchema,
  alias: aliasBodySchema,
  rate: rateBodySchema,
  request_operator: requestOperatorBodySchema,
  leave_queue: leaveQueueBodySchema,
  close: closeBodySchema,
  erased: erasedBodySchema,
} as const;

/** A body this client does not know; it is shown as a fallback and its place in the log counts. */
export interface UnsupportedBody {
  readonly type: 'unsupported';
  /** The type it was sent with, `null` where there was none. */
  readonly originalType: string | null;
}

/** What a message says. */
export type Body =
  | { [T in keyof typeof bodySchemas]: z.infer<(typeof bodySchemas)[T]> }[keyof typeof bodySchemas]
  | UnsupportedBody;
/** The body of one type, e.g. `BodyOf<'cards'>`. */
export type BodyOf<T extends Body['type']> = Extract<Body, { type: T }>;
/** What a visitor may send. */
export type VisitorBody = BodyOf<
  'text' | 'image' | 'file' | 'press' | 'alias' | 'rate' | 'request_operator' | 'leave_queue' | 'close'
>;

export const senderSchema = z.object({
  kind: z.enum(['visitor', 'bot', 'operator', 'system']),
  id: z.optional(z.string()),
  name: z.optional(z.string()),
  avatar: z.optional(z.string()),
});
/** Who wrote a message. */
export type Sender = z.infer<typeof senderSchema>;

/** The envelope of a message; its body is read apart, so that an unknown body still counts. */
export const messageEnvelopeSchema = z.object({
  epoch: z.optional(z.string()),
  seq: placeSchema,
  id: z.string(),
  cid: z.optional(z.string()),
  turn: z.optional(seqNumber),
  rev: z._default(seqNumber, 0),
  from: senderSchema,
  at: z.string(),
  body: z.unknown(),
});

/** A message as the log holds it. */
export interface WireMessage extends Omit<z.infer<typeof messageEnvelopeSchema>, 'body'> {
  readonly body: Body;
}

export const thinkingSchema = z.object({
  /** Rises with every change within a conversation. */
  rev: seqNumber,
  /** The seq of the visitor's message that is being answered. */
  turn: z.optional(seqNumber),
  on: z._default(z.boolean(), true),
  text: z.optional(z.string()),
  stage: z.optional(z.string()),
  ttlMs: z.optional(z.number()),
});
export type WireThinking = z.infer<typeof thinkingSchema>;

export const operatorSchema = z.object({
  id: z.string(),
  name: z.string(),
  avatar: z.optional(z.string()),
  online: z.optional(z.boolean()),
});
/** The operator a visitor talks with. */
export type Operator = z.infer<typeof operatorSchema>;

export const dialogSchema = z.object({
  rev: seqNumber,
  status: z.enum(['bot', 'queued', 'operator', 'closed']),
  operator: z._default(z.nullable(operatorSchema), null),
  queuePosition: z.optional(seqNumber),
});
/** Who has the conversation now. */
export type Dialog = z.infer<typeof dialogSchema>;

export const readSchema = z.object({ visitor: seqNumber, operator: seqNumber });
/** Up to which seq each side has read. */
export type ReadState = z.infer<typeof readSchema>;

export const draftSchema = z.object({
  id: z.string(),
  turn: z.optional(seqNumber),
  rev: seqNumber,
  append: z.optional(z.string()),
  text: z.optional(z.string()),
});
/** A piece of an answer that is still being written. */
export type WireDraft = z.infer<typeof draftSchema>;

export const cursorSchema = z.object({ epoch: z.string(), after: seqNumber, id: z.nullable(z.string()) });
/** Where a client's copy of the log ends. */
export type Cursor = z.infer<typeof cursorSchema>;

/** Values a site may give along: flat, so that a scenario can name each. */
export type ParamValue = string | number | boolean;
/** The parameters of a site, by name. */
export type Params = Readonly<Record<string, ParamValue>>;

/** A JSON value, for what a bot's settings carry through to a UI. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export const botSchema = z.object({
  title: z._default(z.string(), ''),
  subtitle: z.optional(z.string()),
  avatar: z.optional(z.string()),
  appearance: z.optional(z.looseObject({})),
  customCode: z.optional(z.string()),
});
/** What the settings of a bot tell a UI. */
export type BotInfo = z.infer<typeof botSchema>;
