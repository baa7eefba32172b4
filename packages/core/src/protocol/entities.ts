import * as z from 'zod/mini';
import { withoutNulls } from './without-nulls.ts';

/*
 * What both directions share. Schemas of pushes are tolerant: an unknown key is dropped and an unknown body is kept
 * as unsupported, because a client in a browser tab may be older than its server. What clients send is strict: see
 * client-events.ts.
 */

const text = z.string();
const flag = z.boolean();
const maybeText = z.optional(text);
const maybeFlag = z.optional(flag);
const maybeNumber = z.optional(z.number());

/** A revision or a number of messages: a whole number from 0. */
export const countSchema = z.int().check(z.minimum(0));
/** The place of a message in the log: a whole number from 1. */
export const placeSchema = z.int().check(z.minimum(1));
const maybeCount = z.optional(countSchema);

/** The action of a button: an answer, a link, or a jump to an entry point of the scenario. */
export const buttonActionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reply') }),
  z.object({ type: z.literal('url'), url: text }),
  z.object({ type: z.literal('alias'), alias: text }),
]);

/** A button, with what pressing it does. */
export const buttonSchema = z.object({ id: text, label: text, action: buttonActionSchema });
/**
 * A button under a message (`buttons`), or of the reply keyboard (`keyboard`). A `reply` and an `alias` are chosen by
 * `chat.press(messageId, button)`; a `url` is shown as a link, with `safeHref(button.action.url)`.
 */
export type Button = z.infer<typeof buttonSchema>;

const buttonRowsSchema = z.array(z.array(buttonSchema));

/** A text, with buttons or a reply keyboard in rows. */
export const textBodySchema = z.object({
  type: z.literal('text'),
  text,
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
  /** Inline buttons, in rows, under the message. */
  buttons: z.optional(buttonRowsSchema),
  /** The reply keyboard, in rows, in the place of quick replies. */
  keyboard: z.optional(buttonRowsSchema),
  /** Whether the buttons may be pressed more than once. */
  repeatable: maybeFlag,
});

/** An image, by its file or its address; sizes in pixels. */
export const imageBodySchema = z.object({
  type: z.literal('image'),
  fileId: maybeText,
  url: maybeText,
  alt: z._default(text, ''),
  width: maybeNumber,
  height: maybeNumber,
});

/** A file; `size` in bytes. */
export const fileBodySchema = z.object({
  type: z.literal('file'),
  fileId: text,
  name: text,
  size: z.number(),
  mime: text,
  /** A short-lived capability URL, minted when the message is read. */
  url: maybeText,
});

/** Cards side by side, each with buttons of its own. */
export const cardsBodySchema = z.object({
  type: z.literal('cards'),
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
export const ratingBodySchema = z.object({
  type: z.literal('rating'),
  prompt: text,
  scale: z.literal([5, 10]),
  comment: z._default(flag, false),
});

/** Something that happened, such as an operator who joined. */
export const noticeBodySchema = z.object({ type: z.literal('notice'), event: text, text });

/** The visitor pressed a button of a message. */
export const pressBodySchema = z.object({
  type: z.literal('press'),
  messageId: text,
  buttonId: text,
  label: text,
});
/** The visitor jumps to an entry point of the scenario. */
export const aliasBodySchema = z.object({ type: z.literal('alias'), alias: text });
/** The visitor answers a request to rate. */
export const rateBodySchema = z.object({
  type: z.literal('rate'),
  messageId: text,
  score: z.number(),
  comment: maybeText,
});
/** The visitor asks for a person. */
export const requestOperatorBodySchema = z.object({ type: z.literal('request_operator') });
/** The visitor leaves the queue. */
export const leaveQueueBodySchema = z.object({ type: z.literal('leave_queue') });
/** The visitor ends the dialog. */
export const closeBodySchema = z.object({ type: z.literal('close') });
/** What stays of an erased message: its place. */
export const erasedBodySchema = z.object({ type: z.literal('erased') });
/** An earlier message says something else from now on. */
export const editBodySchema = z.object({ type: z.literal('edit'), messageId: text, body: textBodySchema });
/** An earlier message is erased from now on. */
export const eraseBodySchema = z.object({ type: z.literal('erase'), messageId: text });

const knownBodySchema = z.discriminatedUnion('type', [
  textBodySchema,
  imageBodySchema,
  fileBodySchema,
  cardsBodySchema,
  ratingBodySchema,
  noticeBodySchema,
  pressBodySchema,
  aliasBodySchema,
  rateBodySchema,
  requestOperatorBodySchema,
  leaveQueueBodySchema,
  closeBodySchema,
  erasedBodySchema,
  editBodySchema,
  eraseBodySchema,
]);

/** A body that this client cannot read; a UI shows a fallback, and the message keeps its place in the log. */
export interface UnsupportedBody {
  readonly type: 'unsupported';
  /** The type it was sent with, `null` where there was none. */
  readonly originalType: string | null;
}

/**
 * What a message says: a union by `type`. TypeScript knows the fields of each after a check of `type`; one that this
 * version does not know is `unsupported`.
 *
 * @example const text = body.type === 'text' ? body.text : '';
 */
export type Body = z.infer<typeof knownBodySchema> | UnsupportedBody;
/** The body of one type, e.g. `BodyOf<'cards'>`. */
export type BodyOf<T extends Body['type']> = Extract<Body, { type: T }>;

/**
 * Reads a body; one that cannot be read is kept as unsupported.
 *
 * @example parseBody({ type: 'hologram' }) // { type: 'unsupported', originalType: 'hologram' }
 */
export function parseBody(raw: unknown): Body {
  const known = knownBodySchema.safeParse(raw);
  if (known.success) return known.data;
  // Where its nulls count as absent it may be readable.
  const again = knownBodySchema.safeParse(withoutNulls(raw));
  if (again.success) return again.data;
  const type = (raw as { readonly type?: unknown } | null | undefined)?.type;
  return { type: 'unsupported', originalType: typeof type === 'string' ? type.slice(0, 64) : null };
}

/** Any body: one of an unknown type, or that does not fit its type, becomes `unsupported`. */
export const bodySchema = z.pipe(z.optional(z.unknown()), z.transform(parseBody));

/** What a visitor may send. */
export type VisitorBody = BodyOf<
  'text' | 'image' | 'file' | 'press' | 'alias' | 'rate' | 'request_operator' | 'leave_queue' | 'close'
>;

/** Who wrote a message: the `from` of the wire. */
export const authorSchema = z.object({
  kind: z.enum(['visitor', 'bot', 'operator', 'system']),
  id: maybeText,
  name: maybeText,
  avatar: maybeText,
});
/** Who wrote a message. */
export type Author = z.infer<typeof authorSchema>;

/** A message of the log, whatever its body. */
export const messageSchema = z.object({
  epoch: maybeText,
  seq: placeSchema,
  id: text,
  cid: maybeText,
  turn: maybeCount,
  rev: z._default(countSchema, 0),
  from: authorSchema,
  at: text,
  /** When its text was last corrected. */
  edited: maybeText,
  body: bodySchema,
});
/** A message as the log holds it. */
export type WireMessage = z.infer<typeof messageSchema>;

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
  status: z.enum(['bot', 'queued', 'operator', 'closed']),
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
