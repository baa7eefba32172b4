import { randomUUID } from 'node:crypto';
import type { ClientEvent, Cursor } from '@connective-chat/core/protocol';
import type { Results } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BotRegistry } from '../src/bots/bot-registry.ts';
import { findVisitorWith } from '../src/bots/visitors.ts';
import { noOtherNodes } from '../src/cluster/nodes.ts';
import { acceptSend } from '../src/conversation/accept-send.ts';
import { ConversationLog } from '../src/conversation/conversation-log.ts';
import {
  createConversation,
  markRead,
  openConversation,
  openGreeted,
  START,
  startDialog,
  unstarted,
} from '../src/conversation/conversations.ts';
import type { AnswerAtOnce } from '../src/conversation/instant-answer.ts';
import { type KnownState, KnownStates } from '../src/conversation/known-states.ts';
import type { Publisher } from '../src/conversation/publisher.ts';
import { readSendState } from '../src/conversation/send-state.ts';
import { type Db, type OpenDatabase, openDatabase } from '../src/db/open-database.ts';
import { PreparedStatements } from '../src/db/prepared-statements.ts';
import type { MessageRow } from '../src/db/schema.ts';
import { openTurns } from '../src/turns/open-turns.ts';
import type { TurnRunner } from '../src/turns/turn-runner.ts';
import { testBot } from './support/test-bot.ts';

/*
 * The round trips to the database are counted instead of measured, with those of `begin` and `commit`: the count does
 * not depend on the machine, and with a distant Postgres a request takes about as long as its round trips.
 */

const clock = { now: () => Date.now() };
const { run } = PreparedStatements.prototype;
let trips = 0;
PreparedStatements.prototype.run = function counted<T>(this: PreparedStatements, ...args: Parameters<typeof run>) {
  trips += 1;
  return run.apply(this, args) as Promise<Results<T>>;
};

const PATIENCE_MS = 20_000;

let store: OpenDatabase;
let db: Db;
let bots: BotRegistry;
let turns: TurnRunner;
const states = new KnownStates();
const answers: MessageRow[] = [];
/** Whether the last turn has ended. */
let hasEnded = false;

beforeAll(async () => {
  store = await openDatabase({});
  db = store.db;
  bots = new BotRegistry(db, noOtherNodes);
  await bots.define(testBot, clock);
  const publisher: Partial<Publisher> = { message: (_, row) => void answers.push(row) };
  const deps = { clock, bots, publisher, providers: new Map(), nodeId: 'one', turnMs: 10_000 };
  const countTurn = () => {
    hasEnded = true;
  };
  turns = openTurns({ ...deps, store, nodes: noOtherNodes, countTurn, secrets: {} } as never);
}, 240_000);
afterAll(async () => {
  await turns.close();
  await store.close();
  PreparedStatements.prototype.run = run;
});

type SendBody = ClientEvent<'send'>['body'];

/**
 * Sends a message, lets the scenario answer it, and counts the round trips of both.
 *
 * @param answerAtOnce default: that of the server
 */
async function send(conversationId: string, body: SendBody, answerAtOnce: AnswerAtOnce = turns.answerAtOnce) {
  const sender = { conversationId, botId: testBot.id, locale: 'en' };
  const before = trips;
  hasEnded = false;
  const deps = { db, clock, bots, hasOperators: async () => false, countSend: async () => {}, answerAtOnce, states };
  const { messages, isAnswered } = await acceptSend(deps, sender, { cid: randomUUID(), body, params: {} });
  const stored = trips - before;
  if (isAnswered) answers.push(...messages.slice(1));
  else {
    turns.schedule(conversationId);
    await vi.waitFor(() => expect(hasEnded).toBe(true), { timeout: PATIENCE_MS });
  }
  // Statements run in order: one that follows the end of the turn is counted before this one, which is subtracted.
  await db.selectFrom('store').select('key').execute();
  return { stored, answered: trips - 1 - before - stored };
}

const talk = (conversationId: string, text: string) => send(conversationId, { type: 'text', text });

/** The same with an answer that has to wait, for which the message is stored first. */
const talkAndWait = (conversationId: string, text: string) =>
  send(conversationId, { type: 'text', text }, async () => null);

async function count(work: () => Promise<unknown>): Promise<number> {
  const before = trips;
  await work();
  return trips - before;
}

async function begin(): Promise<string> {
  const who = { botId: testBot.id, visitorId: randomUUID(), locale: 'en', params: {} };
  return (await openConversation(db, who, clock.now())).id;
}

/** All rows of a conversation, without what differs between two of them. */
async function rowsOf(id: string) {
  const messages = await db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', id)
    .orderBy('seq')
    .execute();
  const ran = await db.selectFrom('turns').selectAll().where('conversation_id', '=', id).orderBy('id').execute();
  const conversation = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const own = { id: '', conversation_id: '', cid: '', at: '', created_at: '', last_at: '', visitor_id: '' };
  return {
    messages: messages.map((row) => ({ ...row, ...own })),
    turns: ran.map((row) => ({ ...row, ...own, claimed_by: '', lease_until: '' })),
    conversation: { ...conversation, ...own },
  };
}

test('a message and its answer take two round trips, and the next ones one, however long the conversation', async () => {
  await talk(await begin(), 'the bot is read once');
  const id = await begin();
  expect(await talk(id, 'hello')).toEqual({ stored: 2, answered: 0 });
  for (let word = 0; word < 20; word += 1) {
    expect(await talk(id, `word ${word}`)).toEqual({ stored: 1, answered: 0 });
  }
  expect(await count(() => markRead(db, id, 'visitor', 5, states))).toBe(1);
  expect(await talk(id, 'hello again'), 'after a read position').toEqual({ stored: 1, answered: 0 });
  await db.updateTable('conversations').set({ params: '{}' }).where('id', '=', id).execute();
  expect(await talk(id, 'hello again'), 'after another change').toEqual({ stored: 3, answered: 0 });
  expect(answers.at(-1)?.body).toMatchObject({ text: 'Echo: hello again' });
});

test('the state that is known after an answer is the one that would be read', async () => {
  const id = await begin();
  for (const text of ['hello', 'menu', 'twice', 'hello']) {
    await talk(id, text);
    const known = states.take(id);
    const { first: _, ...read } = await readSendState(db, id, 'a new cid');
    expect(known, text).toEqual(read);
    if (known) states.keep(id, known);
  }
});

test('a message whose answer has to wait takes two round trips to store and two to answer', async () => {
  const id = await begin();
  await talkAndWait(id, 'hello');
  const first = await talkAndWait(id, 'hello');
  expect(first).toEqual({ stored: 2, answered: 2 });
  for (let word = 0; word < 20; word += 1) await talkAndWait(id, `word ${word}`);
  expect(await talkAndWait(id, 'hello again')).toEqual(first);
});

test('two messages behind a router cost the same as one: immediate nodes are committed together', async () => {
  const id = await begin();
  await talk(id, 'hello');
  for (const [say, cost] of [
    [talk, { stored: 1, answered: 0 }],
    [talkAndWait, { stored: 1, answered: 2 }],
  ] as const) {
    const told = answers.length;
    expect(await say(id, 'twice')).toEqual(cost);
    expect(answers.slice(told).map(({ body }) => 'text' in body && body.text)).toEqual(['Once', 'Twice']);
  }
});

test('an answer that is stored with its message has the rows of one that is stored after it', async () => {
  const rowsAfter = async (say: typeof talk) => {
    const id = await begin();
    for (const text of ['menu', 'twice', 'a lone surrogate \ud83d']) await say(id, text);
    return rowsOf(id);
  };
  const atOnce = await rowsAfter(talk);
  expect(atOnce.messages).toHaveLength(7);
  expect(atOnce).toEqual(await rowsAfter(talkAndWait));
});

test('messages are returned as they were stored', async () => {
  const id = await begin();
  await talk(id, 'hello \ud83d');
  await talk(id, 'menu');
  const told = answers.slice(-2);
  const stored = await db
    .selectFrom('messages')
    .selectAll()
    .where(
      'id',
      'in',
      told.map((row) => row.id),
    )
    .orderBy('seq')
    .execute();
  expect(stored).toEqual(told);
});

test('a pressed button takes one more round trip to store, for its message', async () => {
  const id = await begin();
  await talk(id, 'menu');
  const messageId = answers.at(-1)?.id ?? '';
  const press = { type: 'press' as const, messageId, buttonId: 'one', label: 'One' };
  expect(await send(id, press)).toEqual({ stored: 2, answered: 0 });
});

test('the start of a dialog and a read position take one round trip each', async () => {
  const id = await begin();
  expect(await count(() => startDialog(db, id, clock.now()))).toBe(1);
  await talk(id, 'hello');
  expect(await count(() => markRead(db, id, 'visitor', 1))).toBe(1);
});

test('a new visitor is greeted by the statement that creates the conversation, once', async () => {
  const who = { botId: testBot.id, visitorId: randomUUID(), locale: 'en', params: { name: 'Ada' } };
  const answer = await turns.greetAtOnce({ input: START, params: who.params, locale: 'en' }, unstarted(who));
  if (!answer) throw new Error('The greeting waits for something.');
  const id = randomUUID();
  const newVisitor = { secretHash: 'hash', userId: 'ada' };
  let state: KnownState | undefined;
  const greet = async () => {
    state = (await openGreeted(db, who, { id, answer, newVisitor }, clock.now()))?.state;
  };
  expect(await count(greet)).toBe(1);
  const { first: _, ...read } = await readSendState(db, id, 'a new cid');
  expect(state, 'as it would be read').toEqual(read);
  const key = { botId: testBot.id, id: who.visitorId };
  expect(await findVisitorWith(db, key, 'hash')).toEqual({ since: expect.any(Number), conversationId: id });
  const again = (secretHash: string) => ({ id: randomUUID(), answer, newVisitor: { secretHash, userId: null } });
  expect(await openGreeted(db, who, again('hash'), clock.now()), 'the visitor is stored').toBeNull();
  expect(await createConversation(db, who, { secretHash: 'other', userId: null }, clock.now())).toBeNull();
  await expect(findVisitorWith(db, key, 'other')).rejects.toMatchObject({ code: 'AUTH_FAILED' });
  const known = { id: randomUUID(), answer, newVisitor: null };
  expect(await openGreeted(db, who, known, clock.now()), 'the visitor has a conversation').toBeNull();

  const later = { ...who, visitorId: randomUUID() };
  expect(await count(() => createConversation(db, later, newVisitor, clock.now()))).toBe(1);
  const other = (await openConversation(db, later, clock.now())).id;
  hasEnded = false;
  await startDialog(db, other, clock.now());
  turns.schedule(other);
  await vi.waitFor(() => expect(hasEnded).toBe(true), { timeout: PATIENCE_MS });
  expect((await rowsOf(id)).messages).toMatchObject([{ seq: 1, turn: null, body: { text: 'Hello Ada' } }]);
  expect(await rowsOf(id)).toEqual(await rowsOf(other));
});

test('what a session shows when it starts takes one round trip, or two if its cursor cannot be continued', async () => {
  const id = await begin();
  for (const text of ['one', 'two', 'three']) await talk(id, text);
  const log = new ConversationLog(db, store.epoch, (row) => row as never);
  const seqs = async (cursor: Cursor | null) => {
    const session = await log.readSession(id, cursor);
    return { seqs: session?.items.map(({ seq }) => seq), isReset: session?.isReset };
  };
  const [second] = await db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', id)
    .where('seq', '=', 2)
    .execute();
  const cursor = { epoch: store.epoch, after: 2, id: second?.id ?? '' };
  expect(await seqs(cursor)).toEqual({ seqs: [3, 4, 5, 6], isReset: false });
  expect(await seqs({ ...cursor, after: 0, id: null })).toEqual({ seqs: [1, 2, 3, 4, 5, 6], isReset: false });
  const all = { seqs: [1, 2, 3, 4, 5, 6], isReset: true };
  for (const unknown of [null, { ...cursor, id: 'other' }, { ...cursor, id: null }, { ...cursor, after: 0 }]) {
    expect(await seqs(unknown)).toEqual(all);
  }
  for (const unknown of [
    { ...cursor, epoch: 'other' },
    { ...cursor, after: 7 },
  ])
    expect(await seqs(unknown)).toEqual(all);
  expect(await count(() => seqs(cursor))).toBe(1);
  expect(await count(() => seqs(null))).toBe(1);
  expect(await count(() => seqs({ ...cursor, id: 'other' }))).toBe(2);
  expect(await log.readSession(randomUUID(), null), 'no such conversation').toBeNull();
});

test('a visitor who returns is found by one statement, which writes nothing unless the parameters have changed', async () => {
  const who = { botId: testBot.id, visitorId: randomUUID(), locale: 'en', params: { name: 'Ada' }, meta: null };
  const { id } = await openConversation(db, who, clock.now());
  const version = async () => {
    const { rows } = await sql<{ xmin: string }>`select xmin::text from conversations where id = ${id}`.execute(db);
    return rows[0]?.xmin;
  };
  const before = await version();
  expect(await count(() => openConversation(db, who, clock.now()))).toBe(1);
  expect(await version()).toBe(before);
  const changed = await openConversation(db, { ...who, params: { name: 'Eva' } }, clock.now());
  expect(changed).toMatchObject({ id, params: { name: 'Eva' } });
  expect(await version()).not.toBe(before);
});

test('the statement that reads a session stores what it says of its visitor, and writes nothing if that is known', async () => {
  const id = await begin();
  await talk(id, 'hello');
  const log = new ConversationLog(db, store.epoch, (row) => row as never);
  const stored = async () => {
    const { rows } = await sql`
      select xmin::text, params, locale, meta from conversations where id = ${id}`.execute(db);
    return rows[0];
  };
  const before = await stored();
  const same = { params: '{}', locale: 'en', meta: null };
  expect(await count(() => log.readSession(id, null, same))).toBe(1);
  expect(await stored()).toEqual(before);
  const meta = { country: 'UA' };
  const news = { params: '{"name":"Ada"}', locale: 'uk', meta: JSON.stringify(meta) };
  const cursor = { epoch: store.epoch, after: 0, id: null };
  expect((await log.readSession(id, cursor, news))?.items).toHaveLength(2);
  expect(await stored()).toMatchObject({ params: { name: 'Ada' }, locale: 'uk', meta });
  for (const change of [{ params: '{}' }, { locale: 'ru' }, { meta: null }]) {
    const last = await stored();
    await log.readSession(id, null, { ...news, ...change });
    expect(await stored()).not.toEqual(last);
  }
});
