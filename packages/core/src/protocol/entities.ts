import * as z from 'zod/mini';
import {
  flag,
  maybeFlag,
  maybeNumber,
  maybeText,
  reading,
  readVariant,
  text,
  typed,
  wholeFrom,
} from './schema-parts.ts';

/*
 * What both directions share. Schemas of pushes are tolerant: an unknown key is dropped, an
 * unknown variant falls to a fallback, because a client in a browser tab is older than the
 * server it talks to. What clients send is strict: see client-events.ts.
 */

/** A place in the log, or a revision: counted, never measured. */
export const countSchema = wholeFrom(0);
/** The place of a message in the log, from 1. */
export const placeSchema = wholeFrom(1);
const maybeCount = z.optional(countSchema);

const buttonActions = {
  reply: typed('reply', {}),
  url: typed('url', { url: text }),
  alias: typed('alias', { alias: text }),
} as const;
/** The action of a button: an answer, a link, or a jump to an entry point of the scenario. */
export const buttonActionSchema = reading(z.unknown(), (raw: unknown) => readVariant(buttonActions, raw));

/** A button, with what pressing it does. */
export const buttonSchema = z.object({ id: text, label: text, action: buttonActionSchema });
/** A button under a message, or of the reply keyboard. */
export type Button = z.infer<typeof buttonSchema>;

const buttonRowsSchema = z.array(z.array(buttonSchema));

/** A text, with buttons or a reply keyboard in rows. */
export const textBodySchema = typed('text', {
  text,
  format: z._default(z.literal(['plain', 'markdown']), 'plain'),
  /** Inline buttons, in rows, under the message. */
  buttons: z.optional(buttonRowsSchema),
  /** The reply keyboard, in rows, in the place of quick replies. */
  keyboard: z.optional(buttonRowsSchema),
  /** Whether the buttons may be pressed more than once. */
  repeatable: maybeFlag,
});

/** An image, by its file or its address; sizes in pixels. */
export const imageBodySchema = typed('image', {
  fileId: maybeText,
  url: maybeText,
  alt: z._default(text, ''),
  width: maybeNumber,
  height: maybeNumber,
});

/** A file; `size` in bytes. */
export const fileBodySchema = typed('file', {
  fileId: text,
  name: text,
  size: z.number(),
  mime: text,
  /** A short-lived capability URL, minted when the message is read. */
  url: maybeText,
});

/** Cards side by side, each with buttons of its own. */
export const cardsBodySchema = typed('cards', {
  items: z.array(
    z.object({
      title: text,
      text: maybeText,
      image: z.optional(z.object({ url: text, alt: z._default(text, '') })),
      buttons: z.optional(z.array(buttonSchema)),
    }),
  ),
  repeatable: maybeFlag,
});

/** A request to rate, from 1 to `scale`. */
export const ratingBodySchema = typed('rating', {
  prompt: text,
  scale: z.literal([5, 10]),
  comment: z._default(flag, false),
});

/** Something that happened, such as an operator who joined. */
export const noticeBodySchema = typed('notice', { event: text, text });

/** The visitor pressed a button of a message. */
export const pressBodySchema = typed('press', {
  messageId: text,
  buttonId: text,
  label: text,
});
/** The visitor jumps to an entry point of the scenario. */
export const aliasBodySchema = typed('alias', { alias: text });
/** The visitor answers a request to rate. */
export const rateBodySchema = typed('rate', {
  messageId: text,
  score: z.number(),
  comment: maybeText,
});
/** The visitor asks for a person. */
export const requestOperatorBodySchema = typed('request_operator', {});
/** The visitor leaves the queue. */
export const leaveQueueBodySchema = typed('leave_queue', {});
/** The visitor ends the dialog. */
export const closeBodySchema = typed('close', {});
/** What stays of an erased message: its place. */
export const erasedBodySchema = typed('erased', {});

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

/** Who says something. */
export const senderSchema = z.object({
  kind: z.literal(['visitor', 'bot', 'operator', 'system']),
  id: maybeText,
  name: maybeText,
  avatar: maybeText,
});
/** Who wrote a message. */
export type Sender = z.infer<typeof senderSchema>;

/** The envelope of a message; its body is read apart, so that an unknown body still counts. */
export const messageEnvelopeSchema = z.object({
  epoch: maybeText,
  seq: placeSchema,
  id: text,
  cid: maybeText,
  turn: maybeCount,
  rev: z._default(countSchema, 0),
  from: senderSchema,
  at: text,
  body: z.unknown(),
});

/** A message as the log holds it. */
export interface WireMessage extends Omit<z.infer<typeof messageEnvelopeSchema>, 'body'> {
  readonly body: Body;
}

/** That an answer is worked on, or no longer; `ttlMs` in milliseconds. */
export const thinkingSchema = z.object({
  /** Rises with every change within a conversation. */
  rev: countSchema,
  /** The seq of the visitor's message that is being answered. */
  turn: maybeCount,
  on: z._default(flag, true),
  text: maybeText,
  stage: maybeText,
  ttlMs: maybeNumber,
});
/** Thinking as it travels. */
export type WireThinking = z.infer<typeof thinkingSchema>;

/** A person who talks for the bot. */
export const operatorSchema = z.object({
  id: text,
  name: text,
  avatar: maybeText,
  online: maybeFlag,
});
/** The operator a visitor talks with. */
export type Operator = z.infer<typeof operatorSchema>;

/** Who has the conversation, with a revision that rises. */
export const dialogSchema = z.object({
  rev: countSchema,
  status: z.literal(['bot', 'queued', 'operator', 'closed']),
  operator: z._default(z.nullable(operatorSchema), null),
  queuePosition: maybeCount,
});
/** Who has the conversation now. */
export type Dialog = z.infer<typeof dialogSchema>;

/** Up to which place each side has read. */
export const readSchema = z.object({ visitor: countSchema, operator: countSchema });
/** Up to which seq each side has read. */
export type ReadState = z.infer<typeof readSchema>;

/** A piece of an answer, or the whole so far. */
export const draftSchema = z.object({
  id: text,
  turn: maybeCount,
  rev: countSchema,
  append: maybeText,
  text: maybeText,
});
/** A piece of an answer that is still being written. */
export type WireDraft = z.infer<typeof draftSchema>;

/** Where a client's copy of the log ends; `id` is that of message `after`. */
export const cursorSchema = z.object({ epoch: text, after: countSchema, id: z.nullable(text) });
/** Where a client's copy of the log ends. */
export type Cursor = z.infer<typeof cursorSchema>;

/** Values a site may give along: flat, so that a scenario can name each. */
export type ParamValue = string | number | boolean;
/** The parameters of a site, by name. */
export type Params = Readonly<Record<string, ParamValue>>;

/** A JSON value, for what a bot's settings carry through to a UI. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What the settings of a bot tell. */
export const botSchema = z.object({
  title: z._default(text, ''),
  subtitle: maybeText,
  avatar: maybeText,
  appearance: z.optional(z.looseObject({})),
  customCode: maybeText,
});
/** What the settings of a bot tell a UI. */
export type BotInfo = z.infer<typeof botSchema>;
