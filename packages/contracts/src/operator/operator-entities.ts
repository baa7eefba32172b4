import { dialogSchema, messageSchema, operatorSchema, paramsSchema, readSchema } from '@connective-chat/core/protocol';
import * as z from 'zod/mini';

/* The entities of the operator namespace. They do not depend on Node, because the console uses the same schemas. */

const time = z.iso.datetime();

/** `away` stays connected and keeps its dialogs, but is given no new ones. */
const presenceSchema = z.enum(['online', 'away', 'offline']);

export const colleagueSchema = z.object({
  ...operatorSchema.shape,
  role: z.enum(['admin', 'operator']),
  presence: presenceSchema,
  /** The number of dialogs assigned to them. */
  dialogs: z.number(),
});
/** An operator as seen by other operators. */
export type Colleague = z.infer<typeof colleagueSchema>;

const sourceSchema = z.object({ id: z.string(), title: z.string(), url: z.optional(z.string()) });
/** A source of an agent's answer, with the id that its agent gave it. */
export type Source = z.infer<typeof sourceSchema>;

export const operatorMessageSchema = z.object({ ...messageSchema.shape, sources: z.optional(z.array(sourceSchema)) });
/** A message as operators receive it. */
export type OperatorMessage = z.infer<typeof operatorMessageSchema>;

export const pushedMessageSchema = z.object({ ...operatorMessageSchema.shape, conversation: z.string() });

export const summarySchema = z.object({
  conversation: z.string(),
  botId: z.string(),
  /** Its `rev` orders summaries of one conversation; on an equal rev the one with the greater `head` is newer. */
  dialog: dialogSchema,
  /** The visitor's `name` parameter, else the verified user id, else null: then show the start of `visitorId`. */
  name: z.nullable(z.string()),
  visitorId: z.string(),
  locale: z.string(),
  /** What the dialog is about, if the scenario said so. */
  subject: z.nullable(z.string()),
  tags: z.array(z.string()),
  head: z.number(),
  read: readSchema,
  /** The visitor's messages that no operator has read. */
  unread: z.number(),
  /** The last message of any participant; notices, such as that an operator has joined, do not count. */
  last: z.nullable(
    z.object({
      seq: z.number(),
      from: z.enum(['visitor', 'bot', 'operator', 'system']),
      /** At most 140 characters of plain text; empty for a body without text (see `type`). */
      text: z.string(),
      type: z.string(),
      at: time,
    }),
  ),
  /** When it entered the queue. */
  queuedAt: z.nullable(time),
  /** From the test chat or a preview of the Widget Demo: in no list but `test`, and never assigned. */
  test: z.boolean(),
});
/** A dialog as a row of a list. */
export type DialogSummary = z.infer<typeof summarySchema>;

export const visitorCardSchema = z.object({
  visitorId: z.string(),
  /** `verified`: signed by the site's backend; otherwise it is only claimed by the page. */
  userId: z.nullable(z.object({ value: z.string(), verified: z.boolean() })),
  name: z.nullable(z.string()),
  locale: z.string(),
  params: paramsSchema,
  /** From the parameters that the client adds itself. Untrusted text. */
  page: z.nullable(z.object({ url: z.string(), title: z.nullable(z.string()), referrer: z.nullable(z.string()) })),
  /** Absent parts are not known; null unless the embed said `recognize_user_meta`. */
  meta: z.nullable(
    z.object({
      address: z.optional(z.string()),
      country: z.optional(z.string()),
      city: z.optional(z.string()),
    }),
  ),
  firstSeen: time,
  /** Whether a page of theirs is connected. */
  online: z.boolean(),
  /** How many dialogs they have had, this one included. */
  dialogs: z.number(),
  banned: z.nullable(z.object({ at: time, by: z.string(), reason: z.nullable(z.string()) })),
});
/** What is known about a visitor. */
export type VisitorCard = z.infer<typeof visitorCardSchema>;

export const cannedSchema = z.object({
  id: z.string(),
  /** Typed after a slash: letters, digits, `-` and `_`. */
  shortcut: z.string(),
  title: z.string(),
  text: z.string(),
  /** Null: for every bot. */
  botId: z.nullable(z.string()),
  /** Null: for every language. */
  language: z.nullable(z.string()),
  /** Null: shared with all; else the one operator who sees it. */
  ownerId: z.nullable(z.string()),
});
/** A saved answer. The desk replaces `{{name}}` in its text by that parameter of the visitor. */
export type CannedAnswer = z.infer<typeof cannedSchema>;
