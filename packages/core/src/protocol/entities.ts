import * as z from 'zod/mini';
import { approvalFieldSchema } from './approval.ts';
import { feedbackSchema, sourceSchema } from './feedback.ts';
import { overdueSchema } from './overdue.ts';
import { stepsSchema } from './thinking-steps.ts';
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

/** A revision or a number of messages: an integer from 0. */
export const countSchema = z.int().check(z.minimum(0));
/** The position of a message in the log: an integer from 1. */
export const placeSchema = z.int().check(z.minimum(1));
const maybeCount = z.optional(countSchema);

/** The action of a button: an answer, a link, or a jump to an entry point of the scenario. */
const buttonActionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reply') }),
  z.object({ type: z.literal('url'), url: text }),
  z.object({ type: z.literal('alias'), alias: text }),
]);

/** A button, with what pressing it does. */
export const buttonSchema = z.object({ id: text, label: text, action: buttonActionSchema });
/**
 * A button under a message (`buttons`) or in the reply keyboard (`keyboard`). For `reply` and `alias` call
 * `chat.press(messageId, button)`; render `url` as a link with `safeHref(button.action.url)`.
 */
export type Button = z.infer<typeof buttonSchema>;

const buttonRowsSchema = z.array(z.array(buttonSchema));

/** A text, optionally with rows of buttons or a reply keyboard. */
const textBodySchema = z.object({
  type: z.literal('text'),
  text,
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
  /** Rows of buttons under the message. */
  buttons: z.optional(buttonRowsSchema),
  /** Rows of the reply keyboard, shown instead of quick replies. */
  keyboard: z.optional(buttonRowsSchema),
  /** Whether the buttons may be pressed more than once. */
  repeatable: maybeFlag,
  /** The call of a tool that the visitor approves or declines by the buttons `approve` and `decline`. */
  approval: approvalFieldSchema,
});

/** An image, given by its file or its URL; sizes in pixels. */
const imageBodySchema = z.object({
  type: z.literal('image'),
  fileId: maybeText,
  url: maybeText,
  alt: z._default(text, ''),
  width: maybeNumber,
  height: maybeNumber,
});

/** A file; `size` in bytes. */
const fileBodySchema = z.object({
  type: z.literal('file'),
  fileId: text,
  name: text,
  size: z.number(),
  mime: text,
  /** A short-lived URL that gives access without further credentials, created when the message is read. */
  url: maybeText,
});

/** A row of cards, each with its own buttons. */
const cardsBodySchema = z.object({
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
const ratingBodySchema = z.object({
  type: z.literal('rating'),
  prompt: text,
  scale: z.literal([5, 10]),
  comment: z._default(flag, false),
});

/** An event of the conversation, such as an operator who joined. */
const noticeBodySchema = z.object({ type: z.literal('notice'), event: text, text });

/** The visitor pressed a button of a message. */
const pressBodySchema = z.object({
  type: z.literal('press'),
  messageId: text,
  buttonId: text,
  label: text,
});
/** The visitor jumps to an entry point of the scenario. */
const aliasBodySchema = z.object({ type: z.literal('alias'), alias: text });
/** The visitor answers a request to rate. */
const rateBodySchema = z.object({
  type: z.literal('rate'),
  messageId: text,
  score: z.number(),
  comment: maybeText,
});
/** The visitor requests an operator. */
const requestOperatorBodySchema = z.object({ type: z.literal('request_operator') });
/** The visitor leaves the queue. */
const leaveQueueBodySchema = z.object({ type: z.literal('leave_queue') });
/** The visitor ends the dialog. */
const closeBodySchema = z.object({ type: z.literal('close') });
/** An erased message, which keeps its position. */
const erasedBodySchema = z.object({ type: z.literal('erased') });
/** The text of an earlier message was corrected. */
const editBodySchema = z.object({ type: z.literal('edit'), messageId: text, body: textBodySchema });
/** An earlier message was erased. */
const eraseBodySchema = z.object({ type: z.literal('erase'), messageId: text });

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

/** A body that this client cannot read. A UI shows a fallback, and the message keeps its position in the log. */
export interface UnsupportedBody {
  readonly type: 'unsupported';
  /** The type of the original body; `null` if it had none. */
  readonly originalType: string | null;
}

/**
 * The content of a message: a union by `type`, whose fields TypeScript knows after a check of `type`. A body that this
 * version cannot read is `unsupported`.
 *
 * @example const text = body.type === 'text' ? body.text : '';
 */
export type Body = z.infer<typeof knownBodySchema> | UnsupportedBody;
/** The body of one type, e.g. `BodyOf<'cards'>`. */
export type BodyOf<T extends Body['type']> = Extract<Body, { type: T }>;

/**
 * Parses a body; one that cannot be read becomes `unsupported`.
 *
 * @example parseBody({ type: 'hologram' }) // { type: 'unsupported', originalType: 'hologram' }
 */
function parseBody(raw: unknown): Body {
  const known = knownBodySchema.safeParse(raw);
  if (known.success) return known.data;
  // It may be readable if null counts as absent.
  const again = knownBodySchema.safeParse(withoutNulls(raw));
  if (again.success) return again.data;
  const type = (raw as { readonly type?: unknown } | null | undefined)?.type;
  return { type: 'unsupported', originalType: typeof type === 'string' ? type.slice(0, 64) : null };
}

/** Any body. An unknown type, or a body that does not match its type, becomes `unsupported`. */
const bodySchema = z.pipe(z.optional(z.unknown()), z.transform(parseBody));

/** The bodies that a visitor may send. */
export type VisitorBody = BodyOf<
  'text' | 'image' | 'file' | 'press' | 'alias' | 'rate' | 'request_operator' | 'leave_queue' | 'close'
>;

/** The author of a message: `from` on the wire. */
export const authorSchema = z.object({
  kind: z.enum(['visitor', 'bot', 'operator', 'system']),
  id: maybeText,
  name: maybeText,
  avatar: maybeText,
});
/** The author of a message. */
export type Author = z.infer<typeof authorSchema>;

/** A message of the log, with any body. */
export const messageSchema = z.object({
  epoch: maybeText,
  seq: placeSchema,
  id: text,
  cid: maybeText,
  turn: maybeCount,
  rev: z._default(countSchema, 0),
  from: authorSchema,
  at: text,
  /** When the text was last corrected. */
  edited: maybeText,
  /** The steps of the agent for this answer. */
  steps: stepsSchema,
  /** Set if the visitor stopped the answer, which is therefore incomplete. */
  stopped: maybeFlag,
  /** Whether it is the answer of an agent, which can be rated. */
  agent: maybeFlag,
  /** What the answer is based on, if the bot's settings show it to visitors. */
  sources: z.optional(z.array(sourceSchema)),
  /** The visitor's rating of the answer. */
  feedback: z.optional(feedbackSchema),
  body: bodySchema,
});
/** A message as the server sends it. */
export type WireMessage = z.infer<typeof messageSchema>;

/** Whether an answer is being worked on; `ttlMs` in milliseconds, 0 once the deadline has passed. */
export const thinkingSchema = z.object({
  /** Rises with each change in the conversation. */
  rev: countSchema,
  /** The seq of the visitor's message that is being answered. */
  turn: maybeCount,
  on: z._default(flag, true),
  text: maybeText,
  stage: maybeText,
  /** The steps of the agent in this turn, including the running one. */
  steps: stepsSchema,
  ttlMs: maybeNumber,
  /** How long the turn has been worked on. */
  elapsedMs: maybeNumber,
  /** What is shown after the deadline. */
  overdue: overdueSchema,
});
/** Thinking as the server sends it. */
export type WireThinking = z.infer<typeof thinkingSchema>;

/** A person who answers in the conversation. */
export const operatorSchema = z.object({
  id: text,
  name: text,
  avatar: maybeText,
  online: maybeFlag,
});
/** The operator who handles the conversation. */
export type Operator = z.infer<typeof operatorSchema>;

/** Who handles the conversation, with a rising revision. */
export const dialogSchema = z.object({
  rev: countSchema,
  status: z.enum(['bot', 'queued', 'operator', 'closed']),
  operator: z._default(z.nullable(operatorSchema), null),
  queuePosition: maybeCount,
});
/** Who handles the conversation. */
export type Dialog = z.infer<typeof dialogSchema>;

/** The position up to which each side has read. */
export const readSchema = z.object({ visitor: countSchema, operator: countSchema });
/** The `seq` up to which each side has read. */
export type ReadState = z.infer<typeof readSchema>;

/** A piece of a streamed answer, or its whole text so far. */
export const draftSchema = z.object({
  id: text,
  turn: maybeCount,
  rev: countSchema,
  append: maybeText,
  text: maybeText,
});
/** A piece of a streamed answer. */
export type WireDraft = z.infer<typeof draftSchema>;

/** The end of a client's copy of the log; `id` is that of the message at `after`. */
export const cursorSchema = z.object({ epoch: text, after: countSchema, id: z.nullable(text) });
/** The end of a client's copy of the log. */
export type Cursor = z.infer<typeof cursorSchema>;

/** The value of a site parameter. Not nested, so that a scenario can refer to each by name. */
export type ParamValue = string | number | boolean;
/** The parameters of a site, by name. */
export type Params = Readonly<Record<string, ParamValue>>;

/** A JSON value, for settings that the server passes on to a UI unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The settings of a bot that its visitors receive. */
export const botSchema = z.object({
  title: z._default(text, ''),
  subtitle: maybeText,
  avatar: maybeText,
  appearance: z.optional(z.looseObject({})),
  customCode: maybeText,
});
/** The settings of a bot for a UI. */
export type BotInfo = z.infer<typeof botSchema>;
