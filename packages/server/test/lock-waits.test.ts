import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BotRegistry } from '../src/bots/bot-registry.ts';
import { noOtherNodes } from '../src/cluster/nodes.ts';
import { acceptSend } from '../src/conversation/accept-send.ts';
import { append } from '../src/conversation/append-messages.ts';
import { lockConversation, markRead, openConversation, startDialog } from '../src/conversation/conversations.ts';
import { enqueueTurn } from '../src/conversation/enqueue-turn.ts';
import { toClosed, transferDialogIn } from '../src/conversation/handover.ts';
import type { AnswerAtOnce } from '../src/conversation/instant-answer.ts';
import { KnownStates } from '../src/conversation/known-states.ts';
import { showThinking } from '../src/conversation/thinking.ts';
import { type Db, type OpenDatabase, openDatabase, openStore } from '../src/db/open-database.ts';
import { systemClock } from '../src/lib/clock.ts';
import { digestOf } from '../src/lib/digest.ts';
import { commitSteps } from '../src/turns/commit-steps.ts';
import { type Claim, claimTurn } from '../src/turns/turn-claims.ts';
import { usePostgres } from './support/postgres.ts';
import { testBot } from './support/test-bot.ts';

/*
 * Requests of one statement that wait for the lock of a conversation on a real Postgres: what they have read before
 * may not be so any more when they get it. The embedded database runs one transaction at a time.
 */

const TIMEOUT_MS = 240_000;
const PATIENCE = { timeout: 20_000, interval: 20 };
const claim: Claim = { by: 'node', leaseMs: 600_000, exclusive: false };

const postgres = usePostgres();
let store: Pick<OpenDatabase, 'db' | 'close'>;
let db: Db;
let bots: BotRegistry;
beforeAll(async () => {
  const migrated = await openDatabase({ databaseUrl: postgres.url });
  await migrated.close();
  // Without the timeouts for locks and transactions: on a slow machine a case may take longer.
  store = await openStore({ databaseUrl: postgres.url });
  db = store.db;
  bots = new BotRegistry(db, noOtherNodes);
  await bots.define(testBot, systemClock);
}, TIMEOUT_MS);
afterAll(() => store?.close());

async function newConversation(): Promise<string> {
  const who = { botId: testBot.id, visitorId: randomUUID(), locale: 'en', params: {} };
  return (await openConversation(db, who, systemClock.now())).id;
}

const send = (
  conversationId: string,
  cid: string,
  answerAtOnce: AnswerAtOnce = async () => null,
  states = new KnownStates(),
) =>
  acceptSend(
    {
      db,
      clock: systemClock,
      bots,
      hasOperators: async () => false,
      countSend: async () => {},
      answerAtOnce,
      states,
    },
    { conversationId, botId: testBot.id, locale: 'en' },
    { cid, body: { type: 'text', text: 'Hello' }, params: {} },
  );

async function claimedTurn(conversationId: string) {
  const input = { kind: 'start' } as const;
  await enqueueTurn(db, { conversationId, key: 'start:1', seq: null, input, params: {}, locale: 'en' }, 0);
  const turn = await claimTurn(db, conversationId, claim);
  if (!turn) throw new Error('There was no turn to claim.');
  return turn;
}

async function isWaiting(): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`.execute(db);
  return rows.length > 0;
}

/** Changes a conversation while the request waits for its lock. */
async function overtake<T>(id: string, request: () => Promise<T>, change: (trx: Db) => Promise<unknown>): Promise<T> {
  let waiting: Promise<T> | undefined;
  await db.transaction().execute(async (trx) => {
    await lockConversation(trx, id);
    waiting = request();
    // Observed below; without this an early rejection would end the process.
    waiting.catch(() => {});
    await expect.poll(isWaiting, PATIENCE).toBe(true);
    await change(trx);
  });
  if (!waiting) throw new Error('The request was not made.');
  return waiting;
}

const messagesOf = (id: string) =>
  db.selectFrom('messages').select(['seq', 'cid']).where('conversation_id', '=', id).orderBy('seq').execute();

test('a send is refused if an agent begins to think while the send waits', async () => {
  const id = await newConversation();
  const { id: turnId } = await claimedTurn(id);
  const thinking = {
    turnId,
    turn: null,
    text: 'Thinking',
    stage: null,
    stages: [],
    ttlMs: 60_000,
    elapsedMs: 0,
    overdue: null,
  };
  const sent = overtake(
    id,
    () => send(id, 'overtaken-1'),
    (trx) => showThinking(trx, id, thinking, systemClock.now()),
  );
  await expect(sent).rejects.toMatchObject({ code: 'THINKING_LOCK' });
  expect(await messagesOf(id)).toEqual([]);
});

test('a send is a duplicate if its copy is stored while it waits, and later seqs have no gap', async () => {
  const id = await newConversation();
  const copy = {
    from: { kind: 'visitor' as const },
    body: { type: 'text' as const, text: 'Hello', format: 'plain' as const },
  };
  const { ack } = await overtake(
    id,
    () => send(id, 'overtaken-2'),
    (trx) => append(trx, id, [{ ...copy, cid: 'overtaken-2', digest: digestOf({ type: 'text', text: 'Hello' }) }], 0),
  );
  expect(ack).toMatchObject({ seq: 1, dup: true });
  expect((await send(id, 'the-next')).ack).toMatchObject({ seq: 2 });
  expect(await messagesOf(id)).toEqual([
    { seq: 1, cid: 'overtaken-2' },
    { seq: 2, cid: 'the-next' },
  ]);
});

test('a send gets the seq after messages that are stored while it waits', async () => {
  const id = await newConversation();
  const said = {
    from: { kind: 'bot' as const },
    body: { type: 'text' as const, text: 'Well', format: 'plain' as const },
  };
  const { ack } = await overtake(
    id,
    () => send(id, 'overtaken-3'),
    (trx) => append(trx, id, [said, said], 0),
  );
  expect(ack).toMatchObject({ seq: 3 });
});

test.each([
  ['a dialog that starts', (trx: Db, id: string) => startDialog(trx, id, 0)],
  [
    'a change of the variables',
    (trx: Db, id: string) => trx.updateTable('conversations').set({ vars: '{"n":1}' }).where('id', '=', id).execute(),
  ],
])(
  'an answer that was made before %s while it waits is not stored: the message gets a turn of its own',
  async (_, change) => {
    const id = await newConversation();
    const said = {
      from: { kind: 'bot' as const },
      body: { type: 'text' as const, text: 'Well', format: 'plain' as const },
    };
    const answer = { messages: [said], change: { scenario_version: 1 }, steps: 1, version: 1 };
    const sent = await overtake(
      id,
      () => send(id, 'overtaken-4', async () => answer),
      (trx) => change(trx, id),
    );
    expect(sent).toMatchObject({ ack: { seq: 1 }, hasTurn: true });
    expect(sent.isAnswered).toBeUndefined();
    expect(await messagesOf(id)).toEqual([{ seq: 1, cid: 'overtaken-4' }]);
    const turns = await db.selectFrom('turns').select('state').where('conversation_id', '=', id).execute();
    expect(new Set(turns.map(({ state }) => state))).toEqual(new Set(['pending']));
  },
);

test('an answer made from a state that is known is not stored if the conversation has changed since or while it waits', async () => {
  const id = await newConversation();
  const states = new KnownStates();
  const answers: string[] = [];
  const answerAtOnce: AnswerAtOnce = async (_, { vars }) => {
    answers.push(JSON.stringify(vars));
    const body = { type: 'text' as const, text: 'Well', format: 'plain' as const };
    return { messages: [{ from: { kind: 'bot' }, body }], change: { scenario_version: 1 }, steps: 1, version: 1 };
  };
  const sendNext = (cid: string) => send(id, cid, answerAtOnce, states);
  const change = (trx: Db, n: number) =>
    trx
      .updateTable('conversations')
      .set({ vars: JSON.stringify({ n }) })
      .where('id', '=', id)
      .execute();
  await sendNext('known-1');
  expect(await markRead(db, id, 'visitor', 1, states)).toBe(1);
  await sendNext('known-2');
  expect(answers, 'from the state that was read, and from the one that is known').toEqual(['{}', '{}']);
  await change(db, 1);
  await sendNext('known-3');
  expect(answers.slice(2), 'changed since').toEqual(['{}', '{"n":1}']);
  await overtake(
    id,
    () => sendNext('known-4'),
    (trx) => change(trx, 2),
  );
  expect(answers.slice(4), 'changed while it waits').toEqual(['{"n":1}', '{"n":2}']);
  expect((await messagesOf(id)).map(({ cid }) => cid)).toEqual(
    [1, 2, 3, 4].flatMap((number) => [`known-${number}`, null]),
  );
});

test('a turn that is cancelled while its commit waits commits nothing', async () => {
  const id = await newConversation();
  const turn = await claimedTurn(id);
  const say = [{ type: 'text' as const, text: 'Too late', format: 'plain' as const }];
  const steps = [{ node: 'greeting', outcome: { say } }];
  const ran = {
    turn,
    from: 0,
    steps,
    next: undefined,
    version: 1,
    draftId: undefined,
    stages: [],
    result: 'done' as const,
    now: 0,
  };
  const done = await overtake(
    id,
    () => commitSteps(db, claim, ran),
    (trx) => transferDialogIn(trx, id, { set: toClosed, notice: { event: 'closed', text: 'Closed' } }, 0),
  );
  expect(done).toBeNull();
  expect((await messagesOf(id)).length, 'the notice alone').toBe(1);
});

test('a turn that is cancelled while its thinking waits shows none', async () => {
  const id = await newConversation();
  const { id: turnId } = await claimedTurn(id);
  const thinking = {
    turnId,
    turn: null,
    text: 'Thinking',
    stage: null,
    stages: [],
    ttlMs: 60_000,
    elapsedMs: 0,
    overdue: null,
  };
  const shown = await overtake(
    id,
    () => showThinking(db, id, thinking, 0),
    (trx) => transferDialogIn(trx, id, { set: toClosed, notice: { event: 'closed', text: 'Closed' } }, 0),
  );
  expect(shown).toBeNull();
});

test('a read position does not move backwards while it waits', async () => {
  const id = await newConversation();
  for (const cid of ['message-1', 'message-2']) await send(id, cid);
  const read = await overtake(
    id,
    () => markRead(db, id, 'visitor', 1),
    (trx) => markRead(trx, id, 'visitor', 2),
  );
  expect(read).toBeNull();
});
