import { randomUUID } from 'node:crypto';
import type { Params } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import type { NewVisitor } from '../bots/visitors.ts';
import { compileOnce } from '../db/compile-once.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow, VisitorMeta } from '../db/schema.ts';
import type { TurnInput } from '../db/turn-input.ts';
import { type AppendedTo, insertMessages, type MessageValues, rowsOf, toValues } from './append-messages.ts';
import type { InstantAnswer, TurnConversation } from './instant-answer.ts';
import { type KnownState, type KnownStates, stateAfter } from './known-states.ts';
import { SESSION_COLUMNS, type SessionConversation } from './read-session.ts';

/** The input of the turn that greets. */
export const START: TurnInput = { kind: 'start' };

/** What the turn that greets knows of a new conversation. */
export const unstarted = ({ botId }: Pick<Opening, 'botId'>): TurnConversation => ({
  bot_id: botId,
  position: null,
  vars: {},
  scenario_version: null,
  banned: null,
});

export const findConversation = (db: Db, id: string): Promise<ConversationRow> =>
  db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** Locks the conversation's row until the commit: every change of a conversation goes through here or `append`. */
export const lockConversation = (trx: Db, id: string): Promise<ConversationRow> =>
  trx.selectFrom('conversations').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

/** The visitor whose conversation is opened, and what its session says. */
export interface Opening {
  readonly botId: string;
  readonly visitorId: string;
  readonly locale: string;
  readonly params: Params;
  readonly meta?: VisitorMeta | null;
  /** Whether a conversation that is created now is one of a test chat: it never changes afterwards. */
  readonly test?: boolean;
}

/**
 * The conversation of a visitor with a bot, created if there is none; two tabs at the same time get the same one. A
 * visitor who returns with the same parameters writes nothing.
 */
export async function openConversation(db: Db, who: Opening, now: number): Promise<ConversationRow> {
  const meta = who.meta ? toJson(who.meta) : null;
  const params = toJson(who.params);
  const at = sql<Date>`${new Date(now)}::timestamptz`;
  const { rows } = await sql<ConversationRow>`
    with found as (
      select * from conversations
      where bot_id = ${who.botId} and visitor_id = ${who.visitorId}
        and params = ${params}::jsonb and locale = ${who.locale} and meta is not distinct from ${meta}::jsonb
    ), opened as (
      insert into conversations (id, bot_id, visitor_id, vars, params, locale, meta, test, created_at, last_at)
      select ${randomUUID()}, ${who.botId}, ${who.visitorId}, '{}', ${params}::jsonb, ${who.locale}, ${meta}::jsonb,
        ${who.test ?? false}::boolean, ${at}, ${at}
      where not exists (select 1 from found)
      on conflict (bot_id, visitor_id) do update
        set params = excluded.params, locale = excluded.locale, meta = excluded.meta
      returning *
    )
    select * from found union all select * from opened`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('An insert returned no row.');
  return row;
}

/** The visitor of a conversation that is created; `secretHash` and `userId` only if it is stored together with it. */
type VisitorValues = Pick<Opening, 'botId' | 'visitorId' | 'locale'> & Partial<NewVisitor> & { readonly at: Date };

/** The query of the visitor: without a row if another connection has stored the visitor in between. */
const visitorQuery = (isNew: boolean, { botId, visitorId, locale, secretHash, userId, at }: VisitorValues) =>
  isNew
    ? sql`insert into visitors (bot_id, id, secret_hash, user_id, locale, created_at)
        values (${botId}, ${visitorId}, ${secretHash}, ${userId}, ${locale}, ${at}::timestamptz)
        on conflict do nothing returning id`
    : sql`select ${visitorId}::text as id`;

/**
 * Stores a new visitor with an empty conversation.
 *
 * @returns null if another connection has stored the visitor, whose secret may be another one
 */
export async function createConversation(
  db: Db,
  who: Opening,
  newVisitor: NewVisitor,
  now: number,
): Promise<ConversationRow | null> {
  const at = new Date(now);
  const { rows } = await sql<ConversationRow>`
    with visitor as (${visitorQuery(true, { ...who, ...newVisitor, at })})
    insert into conversations (id, bot_id, visitor_id, vars, params, locale, meta, test, created_at, last_at)
    select ${randomUUID()}, ${who.botId}, id, '{}', ${toJson(who.params)}::jsonb, ${who.locale},
      ${who.meta ? toJson(who.meta) : null}::jsonb, ${who.test ?? false}::boolean, ${at}::timestamptz, ${at}::timestamptz
    from visitor
    returning *`.execute(db);
  return rows[0] ?? null;
}

/** A conversation that was created with its greeting. */
export interface GreetedConversation {
  readonly conversation: SessionConversation;
  readonly messages: readonly MessageRow[];
  /** The state after it. */
  readonly state: KnownState;
}

interface GreetingValues extends MessageValues, Omit<VisitorValues, keyof MessageValues> {
  readonly vars: string;
  readonly position: string | null;
  readonly params: string;
  readonly meta: string | null;
  readonly test: boolean;
  readonly input: string;
  readonly steps: number;
  readonly version: number;
}

const insertGreeted = (isNewVisitor: boolean) =>
  compileOnce((db, values: GreetingValues) => ({
    compile: () =>
      sql<SessionConversation & AppendedTo & Pick<KnownState, 'version'>>`
        with visitor as (${visitorQuery(isNewVisitor, values)}),
        opened as (
          insert into conversations (id, bot_id, visitor_id, vars, position, params, locale, meta, test, created_at,
            last_at, head, started, scenario_version)
          select ${values.conversationId}::text, ${values.botId}::text, visitor.id, ${values.vars}::jsonb,
            ${values.position}::jsonb, ${values.params}::jsonb, ${values.locale}::text, ${values.meta}::jsonb,
            ${values.test}::boolean, ${values.at}::timestamptz, ${values.at}::timestamptz, ${values.count}::int, true,
            ${values.version}::int
          from visitor
          on conflict do nothing
          returning *, xmin::text as version
        ),
        stored as ${insertMessages('opened', values)},
        enqueued as (
          insert into turns (conversation_id, key, input, params, locale, state, step, scenario_version, created_at)
          select id, 'start:' || dialog, ${values.input}::jsonb, params, locale, 'done', ${values.steps}::int,
            ${values.version}::int, created_at
          from opened
        )
        select ${SESSION_COLUMNS}, rev, dialog, version from opened`.compile(db),
  }));

const insertGreetedOf = { newVisitor: insertGreeted(true), knownVisitor: insertGreeted(false) };

/**
 * Creates the first conversation of a visitor together with its greeting, and stores the visitor if it is new.
 *
 * @returns null if the visitor has a conversation, or was stored in between
 */
export async function openGreeted(
  db: Db,
  who: Opening,
  {
    id,
    answer,
    newVisitor,
  }: { readonly id: string; readonly answer: InstantAnswer; readonly newVisitor: NewVisitor | null },
  now: number,
): Promise<GreetedConversation | null> {
  const { messages, change, steps, version } = answer;
  const inserted = toValues(id, messages, now);
  const insert = newVisitor ? insertGreetedOf.newVisitor : insertGreetedOf.knownVisitor;
  const [conversation] = await insert(db, {
    ...inserted,
    ...newVisitor,
    botId: who.botId,
    visitorId: who.visitorId,
    vars: change.vars ?? '{}',
    position: change.position ?? null,
    params: toJson(who.params),
    locale: who.locale,
    meta: who.meta ? toJson(who.meta) : null,
    test: who.test ?? false,
    input: toJson(START),
    steps,
    version,
  });
  if (!conversation) return null;
  const { status, head, rev, version: row } = conversation;
  const fresh = { status, head, rev, version: row, thinkingUntil: null, hasTurn: false, conversation: unstarted(who) };
  const state = stateAfter(fresh, answer, conversation);
  return { conversation, messages: rowsOf(inserted, conversation), state };
}

/** Enqueues the greeting of the open dialog, once. @returns whether it was enqueued by this call */
export async function startDialog(db: Db, conversationId: string, now: number): Promise<boolean> {
  const started = await db
    .with('started', (cte) =>
      cte
        .updateTable('conversations')
        .set({ started: true })
        .where('id', '=', conversationId)
        .where('started', '=', false)
        .where('status', '=', 'bot')
        .returning(['id', 'dialog', 'params', 'locale']),
    )
    .insertInto('turns')
    .columns(['conversation_id', 'key', 'input', 'params', 'locale', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('started')
        .select([
          'id',
          sql<string>`'start:' || dialog`.as('key'),
          sql<string>`${toJson(START)}::jsonb`.as('input'),
          sql<string>`params`.as('params'),
          'locale',
          sql<Date>`${new Date(now)}::timestamptz`.as('created_at'),
        ]),
    )
    .returning('id')
    .executeTakeFirst();
  return started !== undefined;
}

/** Replaces the site parameters. */
export async function replaceParams(db: Db, conversationId: string, params: Params): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ params: toJson(params) })
    .where('id', '=', conversationId)
    .execute();
}

/** Changes the site parameters, under the lock of the conversation. */
export async function changeParams(db: Db, conversationId: string, change: (params: Params) => Params): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { params } = await lockConversation(trx, conversationId);
    await trx
      .updateTable('conversations')
      .set({ params: toJson(change(params)) })
      .where('id', '=', conversationId)
      .execute();
  });
}

interface ReadPosition {
  readonly id: string;
  readonly seq: number;
}

/** Locks the row first, so that the version before the change is known. */
const buildMarkRead = (column: 'read_visitor' | 'read_operator') =>
  compileOnce((db, { id, seq }: ReadPosition) => ({
    compile: () =>
      sql<{ readonly seq: number; readonly before: string; readonly after: string }>`
        with locked as (select id, xmin::text as before from conversations where id = ${id}::text for update)
        update conversations set ${sql.ref(column)} = least(${seq}::int, head) from locked
        where conversations.id = locked.id and ${sql.ref(column)} < least(${seq}::int, head)
        returning ${sql.ref(column)} as seq, locked.before, conversations.xmin::text as after`.compile(db),
  }));

const markReadBy = { visitor: buildMarkRead('read_visitor'), operator: buildMarkRead('read_operator') };

/**
 * Stores the read position of a side: never backwards, never beyond the log.
 *
 * @param states follow the change
 * @returns null if nothing changed
 */
export async function markRead(
  db: Db,
  conversationId: string,
  by: 'visitor' | 'operator',
  seq: number,
  states?: KnownStates,
): Promise<number | null> {
  const [changed] = await markReadBy[by](db, { id: conversationId, seq });
  if (changed) states?.follow(conversationId, changed);
  return changed?.seq ?? null;
}
