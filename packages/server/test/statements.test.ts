import { randomUUID } from 'node:crypto';
import type { ClientEvent } from '@connective-chat/core/protocol';
import type { Results } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BotRegistry } from '../src/bots/bot-registry.ts';
import { noOtherNodes } from '../src/cluster/nodes.ts';
import { acceptSend } from '../src/conversation/accept-send.ts';
import { markRead, openConversation, startDialog } from '../src/conversation/conversations.ts';
import type { Publisher } from '../src/conversation/publisher.ts';
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

/** Sends a message, lets the scenario answer it, and counts the round trips of both. */
async function send(conversationId: string, body: SendBody) {
  const sender = { conversationId, botId: testBot.id, locale: 'en' };
  const before = trips;
  hasEnded = false;
  const deps = { db, clock, bots, hasOperators: async () => false, countSend: async () => {} };
  await acceptSend(deps, sender, { cid: randomUUID(), body, params: {} });
  const stored = trips - before;
  turns.schedule(conversationId);
  await vi.waitFor(() => expect(hasEnded).toBe(true), { timeout: PATIENCE_MS });
  // Statements run in order: one that follows the end of the turn is counted before this one, which is subtracted.
  await db.selectFrom('store').select('key').execute();
  return { stored, answered: trips - 1 - before - stored };
}

const talk = (conversationId: string, text: string) => send(conversationId, { type: 'text', text });

async function count(work: () => Promise<unknown>): Promise<number> {
  const before = trips;
  await work();
  return trips - before;
}

async function begin(): Promise<string> {
  const who = { botId: testBot.id, visitorId: randomUUID(), locale: 'en', params: {} };
  return (await openConversation(db, who, clock.now())).id;
}

test('a message takes two round trips to store and two to answer, however long the conversation', async () => {
  const id = await begin();
  await talk(id, 'the bot is read once');
  const first = await talk(id, 'hello');
  expect(first).toEqual({ stored: 2, answered: 2 });
  for (let word = 0; word < 20; word += 1) await talk(id, `word ${word}`);
  expect(await talk(id, 'hello again')).toEqual(first);
});

test('two messages behind a router cost the same as one: immediate nodes are committed together', async () => {
  const id = await begin();
  await talk(id, 'hello');
  const told = answers.length;
  expect(await talk(id, 'twice')).toEqual({ stored: 2, answered: 2 });
  expect(answers.slice(told).map(({ body }) => 'text' in body && body.text)).toEqual(['Once', 'Twice']);
});

test('a pressed button takes one more round trip to store, for its message', async () => {
  const id = await begin();
  await talk(id, 'menu');
  const messageId = answers.at(-1)?.id ?? '';
  const press = { type: 'press' as const, messageId, buttonId: 'one', label: 'One' };
  expect(await send(id, press)).toEqual({ stored: 3, answered: 2 });
});

test('the start of a dialog and a read position take one round trip each', async () => {
  const id = await begin();
  expect(await count(() => startDialog(db, id, clock.now()))).toBe(1);
  await talk(id, 'hello');
  expect(await count(() => markRead(db, id, 'visitor', 1))).toBe(1);
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
