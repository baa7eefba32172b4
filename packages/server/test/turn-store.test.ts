import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { append } from '../src/conversation/append-messages.ts';
import { openConversation } from '../src/conversation/conversations.ts';
import { enqueueTurn } from '../src/conversation/enqueue-turn.ts';
import { toClosed, transferDialog } from '../src/conversation/handover.ts';
import { stopTurn } from '../src/conversation/stop-turn.ts';
import { showThinking } from '../src/conversation/thinking.ts';
import { type OpenDatabase, openDatabase } from '../src/db/open-database.ts';
import type { TurnRow } from '../src/db/schema.ts';
import type { StepOutcome } from '../src/scenario/interpreter.types.ts';
import { commitSteps } from '../src/turns/commit-steps.ts';
import {
  type Claim,
  type ClaimedTurn,
  claimTurn,
  conversationsWithTurns,
  renewLeases,
} from '../src/turns/turn-claims.ts';
import { dropTranscripts, findTranscript, storeDraft, storeTranscript } from '../src/turns/turn-progress.ts';
import { TurnWork } from '../src/turns/turn-work.ts';
import { freshData } from './support/fresh-data.ts';

/* Turns in the store, claimed and committed by two nodes in the possible orders of a race. */

const LEASE_MS = 600_000;
const first: Claim = { by: 'first', leaseMs: LEASE_MS, exclusive: false };
const second: Claim = { by: 'second', leaseMs: LEASE_MS, exclusive: false };

let store: OpenDatabase;
let dataDir: string;
let count = 0;

beforeAll(async () => {
  dataDir = await freshData();
  store = await openDatabase({ dataDir });
  await sql`insert into bots (id, settings, scenario, draft, draft_at, updated_at)
    values ('b', '{}', '{}', '{}', now(), now())`.execute(store.db);
});
afterAll(async () => {
  await store?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** A conversation with one pending turn. */
async function conversationWithTurn(): Promise<string> {
  const { db } = store;
  count += 1;
  await sql`insert into visitors (id, bot_id, secret_hash, locale, created_at)
    values (${`v${count}`}, 'b', 'x', 'en', now())`.execute(db);
  const { id } = await openConversation(db, { botId: 'b', visitorId: `v${count}`, locale: 'en', params: {} }, 0);
  const input = { kind: 'start' } as const;
  await enqueueTurn(db, { conversationId: id, key: 'start:1', seq: null, input, params: {}, locale: 'en' }, 0);
  return id;
}

async function claimed(conversationId: string, claim: Claim): Promise<ClaimedTurn> {
  const turn = await claimTurn(store.db, conversationId, claim);
  if (!turn) throw new Error('there was no turn to claim');
  return turn;
}

/** Lets a lease expire. */
const lapse = (turn: TurnRow) =>
  sql`update turns set lease_until = now() - interval '1 second' where id = ${turn.id}`.execute(store.db);

const commit = (claim: Claim, turn: TurnRow, text = 'Hello') =>
  commitSteps(store.db, claim, {
    turn,
    from: turn.step,
    steps: [{ node: 'greeting', outcome: { say: [{ type: 'text', text, format: 'plain' }] } }],
    next: undefined,
    version: 1,
    draftId: undefined,
    stages: [],
    result: 'done',
    now: 0,
  });

const textsOf = async (conversationId: string) => {
  const rows = await store.db
    .selectFrom('messages')
    .select('body')
    .where('conversation_id', '=', conversationId)
    .where('sender_kind', '=', 'bot')
    .execute();
  return rows.map(({ body }) => (body as { text?: string }).text);
};

test('a turn whose lease is renewed cannot be claimed by another node', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  expect(await claimTurn(store.db, id, second)).toBeUndefined();
  await lapse(turn);
  await renewLeases(store.db, first);
  expect(await claimTurn(store.db, id, second), 'after a renewal').toBeUndefined();
  expect((await conversationsWithTurns(store.db, second)).map(({ conversationId }) => conversationId)).not.toContain(
    id,
  );
  expect(await commit(first, turn)).not.toBeNull();
  expect(await textsOf(id)).toEqual(['Hello']);
});

test('a turn is claimed by another node once its lease has expired, and the first node then commits nothing', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  await lapse(turn);
  expect(await conversationsWithTurns(store.db, second)).toContainEqual({ conversationId: id, wereClaimed: true });
  const taken = await claimed(id, second);
  expect(taken.attempts, 'the first node counts as ended').toBe(turn.attempts + 1);
  expect(await commit(first, turn, 'of the first')).toBeNull();
  expect(await commit(second, taken, 'of the second')).not.toBeNull();
  expect(await textsOf(id)).toEqual(['of the second']);
});

/** Stores a message that starts a turn, as another node does. */
const writeFromElsewhere = (id: string, cid: string) => {
  const body = { type: 'text', text: 'Hi', format: 'plain' } as const;
  const turn = { input: { kind: 'text', text: 'Hi' }, params: {}, locale: 'en' } as const;
  return append(store.db, id, [{ from: { kind: 'visitor' }, body, cid, digest: cid, turn: 'first' }], 0, { turn });
};

/** Runs a turn of one step. @returns whether no other turn has to be looked for afterwards */
async function isLast(id: string, during: () => Promise<unknown> = async () => {}): Promise<boolean> {
  const turn = await claimed(id, first);
  const work = new TurnWork(turn, { push: () => {}, store: () => {}, storeTranscript: async () => true });
  await during();
  const done = await commit(first, turn);
  if (!done || done === 'stopped') throw new Error('The turn was not committed.');
  work.noteCommit({ head: done.head, said: done.messages.length, isEnd: true });
  return work.isLast;
}

test('a turn is followed by another look unless none was enqueued before it or while it ran, on any node', async () => {
  const alone = await conversationWithTurn();
  expect(await isLast(alone)).toBe(true);
  expect(await claimTurn(store.db, alone, first)).toBeUndefined();

  const followed = await conversationWithTurn();
  await writeFromElsewhere(followed, 'before');
  expect(await isLast(followed), 'a later turn waits').toBe(false);
  expect(await isLast(followed, () => writeFromElsewhere(followed, 'meanwhile')), 'a message arrived').toBe(false);
  expect(await isLast(followed)).toBe(true);
});

test('in an exclusive store a claim of another process is left over from an ended process', async () => {
  const id = await conversationWithTurn();
  await claimed(id, first);
  expect(await claimTurn(store.db, id, { ...second, exclusive: true })).toBeDefined();
});

test('fault 52: a turn that was cancelled while its step ran commits nothing', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  const notice = { event: 'closed', text: 'Closed' };
  await transferDialog(store.db, id, () => {}, { set: toClosed, notice }, 0);
  expect(await commit(first, turn)).toBeNull();
  expect(await textsOf(id)).toEqual([]);
});

test('a repeated commit of a step, as after a lost database answer, is applied once', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  const step = {
    node: 'greeting',
    outcome: { say: [{ type: 'text' as const, text: 'Hello', format: 'plain' as const }] },
  };
  const ran = { turn, from: 0, steps: [step], next: 'more', version: 1, draftId: undefined, stages: [], now: 0 };
  expect(await commitSteps(store.db, first, { ...ran, result: 'done' })).not.toBeNull();
  expect(await commitSteps(store.db, first, { ...ran, result: 'done' })).toBeNull();
  expect(await textsOf(id)).toEqual(['Hello']);
});

const answer = (text: string) => ({ say: [{ type: 'text' as const, text, format: 'plain' as const }] });
const ran = (turn: TurnRow, outcome: StepOutcome, next?: string) => ({
  turn,
  from: turn.step,
  steps: [{ node: 'agent', outcome }],
  next,
  version: 1,
  stages: [],
  draftId: undefined,
  result: 'done' as const,
  now: 0,
});
const shown = (turn: TurnRow) => ({
  turnId: turn.id,
  turn: null,
  text: '',
  stage: null,
  stages: [],
  ttlMs: 60_000,
  elapsedMs: 0,
  overdue: null,
});

test('fault 63: a turn that was stopped while its step ran does not commit the answer, only the stop, once', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  await showThinking(store.db, id, shown(turn), 0);
  const stopped = await stopTurn(store.db, id, 0);
  expect(stopped).toMatchObject({ ack: { stopped: true, rev: 2 }, thinking: { on: false, rev: 2 }, turnId: turn.id });
  expect(await commitSteps(store.db, first, ran(turn, answer('Whole')))).toBe('stopped');
  const half = { ...answer('Half'), stopped: true };
  expect(await commitSteps(store.db, first, ran(turn, half))).toMatchObject({ messages: [{ stopped: true }] });
  expect(await commitSteps(store.db, first, ran(turn, half))).toBeNull();
  expect(await textsOf(id)).toEqual(['Half']);
  expect(await stopTurn(store.db, id, 0)).toMatchObject({ ack: { stopped: true }, turnId: null });
});

test('after a stop the turn shows no thinking any more, until its next step', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  await stopTurn(store.db, id, 0);
  expect(await showThinking(store.db, id, shown(turn), 0)).toBeNull();
  expect(await commitSteps(store.db, first, ran(turn, { stopped: true }, 'second agent'))).not.toBeNull();
  expect(await showThinking(store.db, id, shown(turn), 0)).toMatchObject({ on: true });
});

test('a stopped turn is found by the node that renews its lease, and by the one that takes it over, with its draft', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  await storeDraft(store.db, first, { turnId: turn.id, step: 0, draft: { id: 'draft', text: 'Half' } });
  await storeDraft(store.db, second, {
    turnId: turn.id,
    step: 0,
    draft: { id: 'foreign', text: 'of a node without the claim' },
  });
  await storeDraft(store.db, first, { turnId: turn.id, step: 1, draft: { id: 'late', text: 'of another step' } });
  await stopTurn(store.db, id, 0);
  expect(await renewLeases(store.db, first)).toContainEqual({ conversationId: id, turnId: turn.id });
  await lapse(turn);
  expect(await claimed(id, second)).toMatchObject({ stop: 'requested', draft: { id: 'draft', text: 'Half' } });
});

test('a turn that has ended is not stopped', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  expect(await commit(first, turn)).not.toBeNull();
  expect(await stopTurn(store.db, id, 0)).toMatchObject({ ack: { stopped: false, reason: 'ended' }, turnId: null });
  expect(await stopTurn(store.db, id, 7)).toMatchObject({ ack: { stopped: false, reason: 'unknown' }, turnId: null });
  expect(await textsOf(id)).toEqual(['Hello']);
});

const transcript = { history: [], question: 'Where is it?', entries: [] };

test('what an agent has done is stored only by the process that has the turn', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  expect(await storeTranscript(store.db, first, { turnId: turn.id, step: 0, transcript })).toBe(true);
  await lapse(turn);
  const taken = await claimed(id, second);
  expect(taken.transcript, 'read by the process that continues').toEqual(transcript);
  expect(await storeTranscript(store.db, first, { turnId: turn.id, step: 0, transcript })).toBe(false);
  expect(await storeTranscript(store.db, second, { turnId: turn.id, step: 1, transcript }), 'of another step').toBe(
    false,
  );
  await commit(second, taken);
  expect(await storeTranscript(store.db, second, { turnId: turn.id, step: 0, transcript }), 'ended').toBe(false);
  expect(await findTranscript(store.db, turn.id), 'deleted with the step').toBeNull();
});

test('the transcript of an agent that waits for an approval stays until a later turn', async () => {
  const id = await conversationWithTurn();
  const turn = await claimed(id, first);
  await storeTranscript(store.db, first, { turnId: turn.id, step: 0, transcript });
  const outcome = {
    say: [{ type: 'text' as const, text: 'May I?', format: 'plain' as const }],
    position: { node: 'agent', attempts: 0, approval: { turn: turn.id } },
  };
  const ran = { turn, from: 0, next: undefined, version: 1, draftId: undefined, stages: [], now: 0 };
  await commitSteps(store.db, first, { ...ran, steps: [{ node: 'agent', outcome }], result: 'done' });
  expect(await findTranscript(store.db, turn.id)).toEqual(transcript);
  await dropTranscripts(store.db, turn);
  expect(await findTranscript(store.db, turn.id), 'its own turn does not delete it').toEqual(transcript);
  await dropTranscripts(store.db, { id: turn.id + 1, conversation_id: id });
  expect(await findTranscript(store.db, turn.id)).toBeNull();
});
