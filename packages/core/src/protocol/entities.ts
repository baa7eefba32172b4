import * as z from 'zod/mini';
import { bodySchema } from './body.ts';
import { feedbackSchema, sourceSchema } from './feedback.ts';
import { countSchema, flag, maybeFlag, maybeNumber, maybeText, placeSchema, text } from './fields.ts';
import { lazyObject, lazySchema } from './lazy-schema.ts';
import { overdueSchema } from './overdue.ts';
import { stepsSchema } from './thinking-steps.ts';

/*
 * What both directions share. Schemas of pushes are tolerant: an unknown key is dropped and an unknown body is kept
 * as unsupported, because a client in a browser tab may be older than its server. What clients send is strict: see
 * client-events.ts.
 */

const maybeCount = lazySchema(() => z.optional(countSchema));

/** The author of a message: `from` on the wire. */
export const authorSchema = lazyObject(() => ({
  kind: z.enum(['visitor', 'bot', 'operator', 'system']),
  id: maybeText,
  name: maybeText,
  avatar: maybeText,
}));
/** The author of a message. */
export type Author = z.infer<typeof authorSchema>;

/** A message of the log, with any body. */
export const messageSchema = lazyObject(() => ({
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
}));
/** A message as the server sends it. */
export type WireMessage = z.infer<typeof messageSchema>;

/** Whether an answer is being worked on; `ttlMs` in milliseconds, 0 once the deadline has passed. */
export const thinkingSchema = lazyObject(() => ({
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
}));
/** Thinking as the server sends it. */
export type WireThinking = z.infer<typeof thinkingSchema>;

/** A person who answers in the conversation. */
export const operatorSchema = lazyObject(() => ({
  id: text,
  name: text,
  avatar: maybeText,
  online: maybeFlag,
}));
/** The operator who handles the conversation. */
export type Operator = z.infer<typeof operatorSchema>;

/** Who handles the conversation, with a rising revision. */
export const dialogSchema = lazyObject(() => ({
  rev: countSchema,
  status: z.enum(['bot', 'queued', 'operator', 'closed']),
  operator: z._default(z.nullable(operatorSchema), null),
  queuePosition: maybeCount,
}));
/** Who handles the conversation. */
export type Dialog = z.infer<typeof dialogSchema>;

/** The position up to which each side has read. */
export const readSchema = lazyObject(() => ({ visitor: countSchema, operator: countSchema }));
/** The `seq` up to which each side has read. */
export type ReadState = z.infer<typeof readSchema>;

/** A piece of a streamed answer, or its whole text so far. */
export const draftSchema = lazyObject(() => ({
  id: text,
  turn: maybeCount,
  rev: countSchema,
  append: maybeText,
  text: maybeText,
}));
/** A piece of a streamed answer. */
export type WireDraft = z.infer<typeof draftSchema>;

/** The end of a client's copy of the log; `id` is that of the message at `after`. */
export const cursorSchema = lazyObject(() => ({ epoch: text, after: countSchema, id: z.nullable(text) }));
/** The end of a client's copy of the log. */
export type Cursor = z.infer<typeof cursorSchema>;

/** The value of a site parameter. Not nested, so that a scenario can refer to each by name. */
export type ParamValue = string | number | boolean;
/** The parameters of a site, by name. */
export type Params = Readonly<Record<string, ParamValue>>;

/** A JSON value, for settings that the server passes on to a UI unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The settings of a bot that its visitors receive. */
export const botSchema = lazyObject(() => ({
  title: z._default(text, ''),
  subtitle: maybeText,
  avatar: maybeText,
  appearance: z.optional(z.looseObject({})),
  customCode: maybeText,
}));
/** The settings of a bot for a UI. */
export type BotInfo = z.infer<typeof botSchema>;
