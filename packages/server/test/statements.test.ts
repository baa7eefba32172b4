import { randomUUID } from 'node:crypto';
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BotRegistry } from '../src/bots/bot-registry.ts';
import { noOtherNodes } from '../src/cluster/nodes.ts';
import { acceptSend } from '../src/conversation/accept-send.ts';
import { openConversation } from '../src/conversation/conversations.ts';
import type { Publisher } from '../src/conversation/publisher.ts';
import { type Db, type OpenDatabase, openDatabase } from '../src/db/open-database.ts';
import type { MessageRow } from '../src/db/schema.ts';
import { openTurns } from '../src/turns/open-turns.ts';
import type { TurnRunner } from '../src/turns/turn-runner.ts';
import { testBot } from './support/test-bot.ts';

/* SQL statements per message are counted instead of timed, because the count does not depend on the machine. */

const clock = { now: () => Date.now() };
const asked: string[] = [];
const counting: KyselyPlugin = {
  transformQuery: ({ node }) => {
    asked.push(node.kind);
    return node;
  },
  transformResult: async ({ result }) => result,
};

let store: OpenDatabase;
let db: Db;
let bots: BotRegistry;
let turns: TurnRunner;
const answers: MessageRow[] = [];
/** The count at the end of the last turn; later statements look for another turn. */
let endedAt = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  store = await openDatabase({});
  db = store.db.withPlugin(counting);
  bots = new BotRegistry(db, noOtherNodes);
  await bots.define(testBot, clock);
  const publisher: Partial<Publisher> = { message: (_, row) => void answers.push(row) };
  const deps = { clock, bots, publisher, providers: new Map(), nodeId: 'one', turnMs: 10_000 };
  const countTurn = () => {
    endedAt = asked.length;
  };
  turns = openTurns({ ...deps, store: { ...store, db }, nodes: noOtherNodes, countTurn, secrets: {} } as never);
});
afterAll(async () => {
  await turns.close();
  await store.close();
});

async function talk(conversationId: string, text: string) {
  const sender = { conversationId, botId: testBot.id, locale: 'en' };
  const send = { cid: randomUUID(), body: { type: 'text' as const, text }, params: {} };
  asked.length = 0;
  endedAt = Number.POSITIVE_INFINITY;
  const deps = { db, clock, bots, hasOperators: async () => false, countSend: async () => {} };
  await acceptSend(deps, sender, send);
  const stored = asked.length;
  turns.schedule(conversationId);
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(endedAt), { timeout: 20_000 });
  return { stored, answered: asked.length - stored };
}

async function begin(): Promise<string> {
  const who = { botId: testBot.id, visitorId: randomUUID(), locale: 'en', params: {} };
  return (await openConversation(db, who, clock.now())).id;
}

test('a message takes six statements to store and eight to answer, however long the conversation', async () => {
  const id = await begin();
  await talk(id, 'the bot is read once');
  const first = await talk(id, 'hello');
  expect(first).toEqual({ stored: 6, answered: 8 });
  for (let word = 0; word < 20; word += 1) await talk(id, `word ${word}`);
  expect(await talk(id, 'hello again')).toEqual(first);
});

test('two messages behind a router cost the same as one: immediate nodes are committed together', async () => {
  const id = await begin();
  await talk(id, 'hello');
  const told = answers.length;
  expect(await talk(id, 'twice')).toEqual({ stored: 6, answered: 8 });
  expect(answers.slice(told).map(({ body }) => 'text' in body && body.text)).toEqual(['Once', 'Twice']);
});
