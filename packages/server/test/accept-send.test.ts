import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BotRegistry } from '../src/bots/bot-registry.ts';
import { noOtherNodes } from '../src/cluster/nodes.ts';
import { type AcceptSendDeps, acceptSend } from '../src/conversation/accept-send.ts';
import { openConversation } from '../src/conversation/conversations.ts';
import { type KnownState, KnownStates } from '../src/conversation/known-states.ts';
import { type OpenDatabase, openDatabase } from '../src/db/open-database.ts';
import { systemClock } from '../src/lib/clock.ts';
import { Refused } from '../src/lib/refusal.ts';
import { freshData } from './support/fresh-data.ts';
import { testBot } from './support/test-bot.ts';

/* What happens to a send when another one is accepted between its first check and its transaction. */

let store: OpenDatabase;
let dataDir: string;
let bots: BotRegistry;

beforeAll(async () => {
  dataDir = await freshData();
  store = await openDatabase({ dataDir });
  bots = new BotRegistry(store.db, noOtherNodes);
  await bots.define(testBot, systemClock);
  await sql`insert into visitors (id, bot_id, secret_hash, locale, created_at)
    values ('v', 'test', 'x', 'en', now())`.execute(store.db);
});
afterAll(async () => {
  await store?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const say = (cid: string, text: string) => ({ cid, body: { type: 'text' as const, text }, params: {} });

/** Accepts both sends: the second while the first has passed every check and not yet started its transaction. */
async function acceptBoth(first: ReturnType<typeof say>, second: ReturnType<typeof say>) {
  const { id } = await openConversation(store.db, { botId: 'test', visitorId: 'v', locale: 'en', params: {} }, 0);
  const origin = { conversationId: id, botId: 'test', locale: 'en' };
  const deps: AcceptSendDeps = {
    db: store.db,
    clock: systemClock,
    bots,
    hasOperators: async () => false,
    countSend: async () => {},
    answerAtOnce: async () => null,
    states: new KnownStates(),
  };
  let overtaking: ReturnType<typeof acceptSend> | undefined;
  const countSend = async () => {
    overtaking = acceptSend(deps, origin, second);
    await overtaking;
  };
  const overtaken = await acceptSend({ ...deps, countSend }, origin, first);
  return { overtaken, overtaking: await overtaking };
}

test('I2: a send is a duplicate if its copy was accepted between the first check and the lock', async () => {
  const send = say('same-cid-1', 'Once');
  const { overtaken, overtaking } = await acceptBoth(send, send);
  expect(overtaken).toEqual({ ack: { ...overtaking?.ack, dup: true }, messages: [] });
  const rows = await store.db.selectFrom('messages').select('seq').where('cid', '=', send.cid).execute();
  expect(rows).toEqual([{ seq: overtaking?.ack.seq }]);
});

test('a send is CID_CONFLICT if its cid was accepted meanwhile with another body', async () => {
  await expect(acceptBoth(say('same-cid-2', 'One'), say('same-cid-2', 'Other'))).rejects.toMatchObject({
    code: 'CID_CONFLICT',
  });
});

test('a duplicate succeeds over the rate limit, also where the state of the conversation is known; another send does not', async () => {
  const { id } = await openConversation(store.db, { botId: 'test', visitorId: 'v', locale: 'en', params: {} }, 0);
  let isOver = false;
  const answer = { messages: [], change: { scenario_version: 1 }, steps: 1, version: 1 };
  const deps: AcceptSendDeps = {
    db: store.db,
    clock: systemClock,
    bots,
    hasOperators: async () => false,
    countSend: async () => {
      if (isOver) throw new Refused('RATE_LIMITED', 'Too many messages at once.');
    },
    answerAtOnce: async () => answer,
    states: new KnownStates(),
  };
  const send = (cid: string, text: string) =>
    acceptSend(deps, { conversationId: id, botId: 'test', locale: 'en' }, say(cid, text));
  const { ack: first } = await send('known-cid-1', 'Once');
  expect((await send('known-cid-1', 'Once')).ack, 'within the limit').toEqual({ ...first, dup: true });
  const { ack: second } = await send('known-cid-2', 'Twice');
  isOver = true;
  expect((await send('known-cid-2', 'Twice')).ack, 'over the limit').toEqual({ ...second, dup: true });
  isOver = false;
  await send('known-cid-3', 'Three');
  isOver = true;
  await expect(send('known-cid-4', 'Four')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await expect(send('known-cid-3', 'Other')).rejects.toMatchObject({ code: 'CID_CONFLICT' });
});

test('states that are known are bounded, and used once', () => {
  const states = new KnownStates(2);
  const state = (version: string) => ({ version }) as KnownState;
  for (const id of ['a', 'b', 'a', 'c']) states.keep(id, state(id));
  expect(states.take('b')).toBeUndefined();
  states.follow('a', { before: 'other', after: 'x' });
  states.follow('c', { before: 'c', after: 'd' });
  expect([states.take('a'), states.take('a'), states.take('c')]).toEqual([state('a'), undefined, state('d')]);
  states.keep('a', state('a'));
  states.clear();
  expect(states.take('a')).toBeUndefined();
});
