import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BotRegistry } from '../src/bots/bot-registry.ts';
import { noOtherNodes } from '../src/cluster/nodes.ts';
import { type AcceptSendDeps, acceptSend } from '../src/conversation/accept-send.ts';
import { openConversation } from '../src/conversation/conversations.ts';
import { type OpenDatabase, openDatabase } from '../src/db/open-database.ts';
import { systemClock } from '../src/lib/clock.ts';
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
