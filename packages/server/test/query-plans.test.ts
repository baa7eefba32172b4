import type { Results } from '@electric-sql/pglite';
import { CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findVisitorWith } from '../src/bots/visitors.ts';
import { ConversationLog } from '../src/conversation/conversation-log.ts';
import { readSession } from '../src/conversation/read-session.ts';
import { maintainDatabase } from '../src/db/maintain-database.ts';
import { type Db, type OpenDatabase, openDatabase } from '../src/db/open-database.ts';
import { PreparedStatements } from '../src/db/prepared-statements.ts';
import { searchMessages } from '../src/operator/search-messages.ts';

/*
 * Queries on 100,000 messages are tested by their plans instead of their times, because times depend on the machine.
 */

const MESSAGES = 100_000;
const CONVERSATIONS = 2000;

/** The wire format does not affect the plan. */
const asRow = ((row: unknown) => row) as never;

let store: OpenDatabase;
let analyzed: string[];

beforeAll(async () => {
  store = await openDatabase({});
  for (const statement of [
    `insert into bots (id, settings, scenario, draft, draft_at, updated_at) values ('b', '{}', '{}', '{}', now(), now())`,
    `insert into visitors (id, bot_id, secret_hash, locale, created_at)
      select 'v' || n, 'b', 'x', 'en', now() from generate_series(1, ${CONVERSATIONS}) n`,
    `insert into conversations (id, bot_id, visitor_id, vars, params, last_at, created_at)
      select 'c' || n, 'b', 'v' || n, '{}', '{}', now(), now() from generate_series(1, ${CONVERSATIONS}) n`,
    `insert into messages (id, conversation_id, seq, sender_kind, body, rev, dialog, at)
      select 'm' || n, 'c' || n % ${CONVERSATIONS} + 1, n / ${CONVERSATIONS} + 1, 'visitor',
        jsonb_build_object('type', 'text', 'text', 'word' || n % 5000), 1, 1, now() - n * interval '1 second'
      from generate_series(0, ${MESSAGES - 1}) n`,
  ]) {
    await sql.raw(statement).execute(store.db);
  }
  analyzed = await maintainDatabase(store.db);
}, 300_000);
afterAll(() => store?.close());

/** The plans of the statements that `read` runs. */
async function plansOf(read: (db: Db) => Promise<unknown>): Promise<string> {
  const statements: CompiledQuery[] = [];
  const { run } = PreparedStatements.prototype;
  const recording = vi.spyOn(PreparedStatements.prototype, 'run').mockImplementation(function recorded<T>(
    this: PreparedStatements,
    text: string,
    parameters: readonly unknown[],
  ) {
    statements.push(CompiledQuery.raw(`explain ${text}`, [...parameters]));
    return run.call(this, text, parameters) as Promise<Results<T>>;
  });
  await read(store.db).finally(() => recording.mockRestore());
  expect(statements).not.toEqual([]);
  const plans: string[] = [];
  for (const statement of statements) {
    const { rows } = await store.db.executeQuery<{ 'QUERY PLAN': string }>(statement);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  return plans.join('\n\n');
}

test('tables that have grown are analyzed once', async () => {
  expect(analyzed).toEqual(expect.arrayContaining(['messages', 'conversations', 'visitors']));
  expect(await maintainDatabase(store.db)).toEqual([]);
});

test('dead rows are vacuumed', async () => {
  await sql`update visitors set locale = 'uk'`.execute(store.db);
  // Postgres counts the rows of a transaction at once only if the last count was more than a second ago.
  await sql`select pg_stat_force_next_flush()`.execute(store.db);
  expect(await maintainDatabase(store.db)).toEqual(['visitors']);
  const { rows } = await sql<{ dead: number }>`
    select n_dead_tup::int as dead from pg_stat_user_tables where relname = 'visitors'
  `.execute(store.db);
  expect(rows).toEqual([{ dead: 0 }]);
});

test('a search uses the full-text index', async () => {
  const plan = await plansOf((db) => searchMessages(db, { query: 'word77', limit: 50 }, asRow));
  expect(plan).toContain('messages_search');
  expect(plan).not.toContain('Seq Scan on messages');
});

test('a page of the log uses the index of the conversation', async () => {
  for (const read of [
    (db: Db) => new ConversationLog(db, store.epoch, asRow).readAfter('c7', 3, 60, 50),
    (db: Db) => new ConversationLog(db, store.epoch, asRow).readBefore('c7', 30, 50),
    (db: Db) => readSession(db, 'c7', null),
    (db: Db) => readSession(db, 'c7', { epoch: store.epoch, after: 20, id: null }),
    (db: Db) => readSession(db, 'c7', null, { params: '{}', locale: 'uk', meta: null }),
  ]) {
    const plan = await plansOf(read);
    expect(plan).toContain('messages_conversation_id_seq_key');
    expect(plan).not.toContain('Seq Scan on messages');
  }
});

test('a visitor who connects is found by indexes, with the conversation', async () => {
  const plan = await plansOf((db) => findVisitorWith(db, { botId: 'b', id: 'v7' }, 'x'));
  expect(plan).toContain('visitors_pkey');
  expect(plan).toContain('conversations_bot_id_visitor_id_key');
  expect(plan).not.toContain('Seq Scan');
});
