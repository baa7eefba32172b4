import {
  cidSchema,
  countSchema,
  dialogSchema,
  draftSchema,
  limitsSchema,
  MAX_PAGE_SIZE,
  MAX_TEXT_BYTES,
  operatorSchema,
  placeSchema,
  pushedFeedbackSchema,
  readSchema,
  refusalSchema,
  sendAckSchema,
  thinkingSchema,
  uploadSchema,
} from '@connective-chat/core/protocol';
import * as z from 'zod/mini';
import {
  cannedSchema,
  colleagueSchema,
  operatorMessageSchema,
  pushedMessageSchema,
  summarySchema,
  visitorCardSchema,
} from './operator-entities.ts';

/*
 * The namespace `/operator`: the requests of the desk, their acknowledgements, and the events that the server pushes.
 *
 * The handshake carries `auth: { token }`, the token of `POST /api/auth/login`. A refused handshake is a
 * `connect_error` with `data: { code, message, retry }`: AUTH_FAILED (log in again), PASSWORD_CHANGE_REQUIRED,
 * ORIGIN_NOT_ALLOWED. Every request has an acknowledgement: `{ ok: true, … }`, or
 * `{ ok: false, code, message, retry, retryAfterMs? }`.
 *
 * It does not depend on Node, because the console uses the same schemas.
 */

/** The refusal codes of this namespace beside those of the protocol (`CODES`), with their messages. */
export const OPERATOR_CODES = {
  /** A colleague took the dialog first; `message` names them. */
  TAKEN: 'The dialog is in the hands of a colleague.',
  NOT_YOURS: 'Take the dialog first.',
  NOT_FOUND: 'There is no such conversation, colleague or canned answer.',
  FORBIDDEN: 'The role of this account does not allow it.',
  PASSWORD_CHANGE_REQUIRED: 'The one-time password must be changed first.',
} as const;

/** The `auth` of the handshake: the token of `POST /api/auth/login`. */
export const operatorAuthSchema = z.object({ token: z.string().check(z.minLength(20), z.maxLength(256)) });

const id = z.string().check(z.minLength(1), z.maxLength(64));
const conversation = id;
const limit = z._default(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)), MAX_PAGE_SIZE);
/** An opaque string of the last page, sent back to get the next one. */
const cursor = z.string().check(z.minLength(1), z.maxLength(256));

const bytes = (text: string) => new TextEncoder().encode(text).length;
const text = z.string().check(
  z.minLength(1),
  z.refine((value) => bytes(value) <= MAX_TEXT_BYTES, `is longer than ${MAX_TEXT_BYTES} bytes`),
);

const operatorTextSchema = z.strictObject({
  type: z.literal('text'),
  text,
  format: z._default(z.enum(['plain', 'markdown']), 'plain'),
});
/** The body of an operator's message. */
const operatorBodySchema = z.discriminatedUnion('type', [
  operatorTextSchema,
  z.strictObject({
    type: z.literal('image'),
    fileId: id,
    alt: z._default(z.string().check(z.maxLength(1000)), ''),
    width: z.optional(z.number()),
    height: z.optional(z.number()),
  }),
  z.strictObject({ type: z.literal('file'), fileId: id }),
]);

/** The requests of the desk, by event. Strict: a misspelt key is refused with INVALID. */
export const operatorRequestSchemas = {
  /** The first request, repeated after each reconnect: everything that the desk shows before a dialog is opened. */
  hello: z.strictObject({}),
  /**
   * A page of one list. `queue` is longest waiting first, the others are newest first. Conversations of test chats are
   * in `test` and in no other list.
   */
  list: z.strictObject({
    of: z.enum(['queue', 'mine', 'operators', 'bot', 'closed', 'all', 'test']),
    botId: z.optional(id),
    cursor: z.optional(cursor),
    limit,
  }),
  /** The newest page and the visitor's card; it also subscribes to the events of the conversation. */
  open: z.strictObject({ conversation }),
  /** Ends the subscription to the events of a conversation. */
  leave: z.strictObject({ conversation }),
  /** The page before a message. */
  history: z.strictObject({ conversation, before: placeSchema, limit }),
  /** The messages after a sequence number: after a reconnect or a gap. */
  sync: z.strictObject({ conversation, after: countSchema, limit }),
  /** Compare-and-set: of two simultaneous requests the second gets TAKEN. Also takes a dialog over from the bot. */
  take: z.strictObject({ conversation }),
  /** To a colleague, back to the bot, or back into the queue. Of one's own dialog only (an admin: of any). */
  transfer: z.strictObject({
    conversation,
    to: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('operator'), id }),
      z.strictObject({ kind: z.literal('bot') }),
      z.strictObject({ kind: z.literal('queue') }),
    ]),
  }),
  close: z.strictObject({ conversation }),
  /** A cid that was already sent succeeds with `dup`, whatever has changed meanwhile. */
  send: z.strictObject({ conversation, cid: cidSchema, body: operatorBodySchema }),
  /** Corrects the text of a message that this operator wrote (an admin: any operator); the visitor sees it at once. */
  edit: z.strictObject({ conversation, messageId: id, body: operatorTextSchema }),
  /** Erases a message that this operator wrote (an admin: any operator), with its file; its place stays. */
  erase: z.strictObject({ conversation, messageId: id }),
  /** Repeated every few seconds while typing continues: it expires after `ttlMs`. */
  typing: z.strictObject({ conversation, on: z.boolean() }),
  /** Up to this message; never backwards. */
  read: z.strictObject({ conversation, seq: countSchema }),
  /** A place for a file: `POST path` with `Authorization: Bearer {token}` and the bytes, then `send` its `fileId`. */
  upload: z.strictObject({ conversation, ...uploadSchema.shape }),
  /** Full-text search in the messages of all conversations, or of one; newest first. */
  search: z.strictObject({
    query: z.string().check(z.minLength(2), z.maxLength(200)),
    conversation: z.optional(conversation),
    botId: z.optional(id),
    cursor: z.optional(cursor),
    limit,
  }),
  presence: z.strictObject({ presence: z.enum(['online', 'away']) }),
  /**
   * Bans a visitor from operators: a queued or open dialog is closed, without a rating, and no operator can take one
   * until the ban is lifted. The bot still answers.
   */
  ban: z.strictObject({ conversation, reason: z.optional(z.string().check(z.maxLength(500))) }),
  unban: z.strictObject({ conversation }),
  /**
   * Blocks the address that the visitor connects from, for the bot of the conversation: the address itself, of IPv6
   * its network (/64). NOT_FOUND: the address is not known, because the visitor is offline.
   */
  block_address: z.strictObject({ conversation }),
  canned_list: z.strictObject({}),
  /** Without an `id` it is created. Every operator may change shared ones. */
  canned_save: z.strictObject({
    id: z.optional(id),
    shortcut: z.string().check(z.regex(/^[\p{L}\p{N}_-]{1,32}$/u, 'is letters, digits, _ and - only')),
    title: z.string().check(z.minLength(1), z.maxLength(120)),
    text: text.check(z.maxLength(4000)),
    botId: z._default(z.nullable(id), null),
    language: z._default(z.nullable(z.string().check(z.maxLength(35))), null),
    shared: z._default(z.boolean(), true),
  }),
  canned_delete: z.strictObject({ id }),
} as const;

/** The name of a request of the operator namespace. */
export type OperatorEventName = keyof typeof operatorRequestSchemas;
/** A request as the server reads it. */
export type OperatorEvent<N extends OperatorEventName> = z.infer<(typeof operatorRequestSchemas)[N]>;
/** A request as the desk writes it: what has a default may be left out. */
export type OperatorRequest<N extends OperatorEventName> = z.input<(typeof operatorRequestSchemas)[N]>;

const ok = { ok: z.literal(true) } as const;
const done = z.object(ok);
const withSummary = z.object({ ...ok, summary: summarySchema });
const page = { items: z.array(operatorMessageSchema), more: z.boolean() } as const;

/** The acknowledgement of each request that is not refused. */
export const operatorAckSchemas = {
  hello: z.object({
    ...ok,
    epoch: z.string(),
    me: colleagueSchema,
    colleagues: z.array(colleagueSchema),
    /** In the order of the queue: `dialog.queuePosition` counts per bot. */
    queue: z.array(summarySchema),
    mine: z.array(summarySchema),
    bots: z.array(z.object({ id: z.string(), title: z.string(), icon: z.nullable(z.string()) })),
    limits: limitsSchema,
    desk: z.object({
      /** Whether waiting dialogs are assigned to the online operator with the fewest dialogs. */
      autoAssign: z.boolean(),
      maxDialogs: z.nullable(z.number()),
      returnAfterMs: z.number(),
    }),
    serverTime: z.string(),
  }),
  list: z.object({ ...ok, items: z.array(summarySchema), next: z.nullable(z.string()) }),
  open: z.object({
    ...ok,
    summary: summarySchema,
    visitor: visitorCardSchema,
    ...page,
    thinking: z.nullable(thinkingSchema),
    drafts: z.array(draftSchema),
  }),
  leave: done,
  history: z.object({ ...ok, ...page }),
  sync: z.object({ ...ok, ...page, head: z.number() }),
  take: withSummary,
  transfer: withSummary,
  close: withSummary,
  send: sendAckSchema,
  edit: done,
  erase: done,
  typing: done,
  read: done,
  upload: z.object({ ...ok, fileId: z.string(), token: z.string(), path: z.string() }),
  search: z.object({
    ...ok,
    items: z.array(
      z.object({
        conversation: z.string(),
        botId: z.string(),
        name: z.nullable(z.string()),
        visitorId: z.string(),
        message: operatorMessageSchema,
        /** The text around the match, in pieces; `hit` marks the matching ones. */
        excerpt: z.array(z.object({ text: z.string(), hit: z.boolean() })),
      }),
    ),
    next: z.nullable(z.string()),
  }),
  presence: done,
  ban: withSummary,
  unban: withSummary,
  /** The blocked address or network; null if the bot does not show addresses to operators. */
  block_address: z.object({ ...ok, address: z.nullable(z.string()) }),
  canned_list: z.object({ ...ok, items: z.array(cannedSchema) }),
  canned_save: z.object({ ...ok, item: cannedSchema }),
  canned_delete: done,
} as const;

/** The acknowledgement of a refused request. */
export const operatorRefusalSchema = refusalSchema;
/** The acknowledgement of a request, also of a refused one. */
export type OperatorAck<N extends OperatorEventName> =
  | z.infer<(typeof operatorAckSchemas)[N]>
  | z.infer<typeof operatorRefusalSchema>;

const inConversation = { conversation: z.string() } as const;

/** The pushed events. Those of a conversation go to operators who have opened it, the others to every operator. */
export const operatorPushSchemas = {
  msg: pushedMessageSchema,
  draft: z.object({ ...draftSchema.shape, ...inConversation }),
  thinking: z.object({ ...thinkingSchema.shape, ...inConversation }),
  dialog: z.object({ ...dialogSchema.shape, ...inConversation }),
  typing: z.object({
    ...inConversation,
    by: z.enum(['visitor', 'operator']),
    /** Of the operator. */
    operator: z.optional(operatorSchema),
    on: z.boolean(),
    ttlMs: z.number(),
  }),
  /** The visitor has rated an answer, or withdrawn the rating. */
  feedback: z.object({ ...pushedFeedbackSchema.shape, ...inConversation }),
  read: z.object({ ...inConversation, by: z.enum(['visitor', 'operator']), seq: z.number() }),
  /** The visitor's card has changed: page, presence or parameters. */
  visitor: z.object({ ...inConversation, visitor: visitorCardSchema }),
  /** To every operator: a queued or assigned dialog is new, has changed, or is no longer queued or assigned. */
  summary: z.object({ summary: summarySchema }),
  /** To the operator to whom the dialog was assigned. */
  assigned: z.object({
    ...inConversation,
    by: z.enum(['auto', 'transfer']),
    /** The colleague who transferred it. */
    from: z.nullable(operatorSchema),
  }),
  /** To every operator: the presence of all of them. */
  presence: z.object({ colleagues: z.array(colleagueSchema) }),
  /** To every operator: request `canned_list` again. */
  canned_changed: z.object({}),
  /** Every 20 s, to operators who have opened the conversation: repairs a lost push. */
  head: z.object({ ...inConversation, head: z.number(), read: readSchema, dialog: dialogSchema }),
  /** The server closes the connection. SESSION_ENDED, TOKEN_EXPIRED: log in again. DEPLOY: reconnect. */
  bye: z.object({ code: z.string(), retry: z.boolean(), retryAfterMs: z.optional(z.number()) }),
} as const;

/** The name of a pushed event. */
export type OperatorPushName = keyof typeof operatorPushSchemas;
/** The data of a pushed event. */
export type OperatorPush<N extends OperatorPushName> = z.infer<(typeof operatorPushSchemas)[N]>;
