import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { calls, rounds, useCompletionService, writes } from './support/completion-service.ts';
import { logIn } from './support/operator.ts';
import { usePostgres } from './support/postgres.ts';
import { type ServerProcess, startCliWith, startLifeWithTools, startNode } from './support/server-process.ts';
import { useToolService } from './support/tool-service.ts';
import { connect, type Frame, mint, openChat } from './support/visitor.ts';

/* Two processes with one Postgres. The agent of the first hangs, so that the process can be killed during a turn. */

const TIMEOUT_MS = 240_000;

const postgres = usePostgres();
const model = useCompletionService();
const service = useToolService();
let first: ServerProcess;
let second: ServerProcess;

beforeAll(async () => {
  [first, second] = await Promise.all([startNode(postgres.url, false), startNode(postgres.url, true)]);
}, TIMEOUT_MS);
afterAll(() => Promise.all([first?.kill(), second?.kill()]));

const seqs = (messages: Frame[]) => messages.map(({ seq }: Frame) => seq);
const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1);

/** A visitor on the first node, whose dialog an operator on the second node has taken. */
async function talking(identity = mint()) {
  const { visitor, hello } = await openChat(first.url, { auth: { visitor: identity } });
  await visitor.hears('Hello');
  await visitor.send({ type: 'request_operator' });
  await visitor.next('dialog', ({ queuePosition }) => queuePosition !== undefined);
  const ann = await logIn(second.url, 'ann');
  const { conversation } = hello;
  expect(await ann.ask('take', { conversation })).toMatchObject({ ok: true });
  await visitor.next('dialog', ({ status }) => status === 'operator');
  return { visitor, ann, conversation };
}

test('a visitor on one node and an operator on the other exchange every message in one order, without a gap', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { visitor, ann, conversation } = await talking();
  const said = (text: string) => ({ conversation, cid: randomUUID(), body: { type: 'text', text } });
  const acks = await Promise.all(
    upTo(5).flatMap((n) => [visitor.say(`visitor ${n}`), ann.ask('send', said(`operator ${n}`))]),
  );
  for (const ack of acks) expect(ack).toMatchObject({ ok: true });
  // Too large for a NOTIFY.
  const large = await visitor.say('я'.repeat(7000));
  for (const side of [visitor, ann]) {
    await side.next('msg', ({ seq }) => seq === large.seq);
    const heard = () => side.of('msg').filter(({ seq }) => seq > large.seq - 11);
    await expect.poll(() => heard().length).toBe(11);
    // Two nodes push at the same time, so messages may arrive out of order. Those of each node keep their order.
    expect(seqs(heard()).sort((a, b) => a - b)).toEqual(upTo(11).map((n) => large.seq - 11 + n));
    for (const kind of ['visitor', 'operator']) {
      const small = heard().filter(({ from, seq }) => from.kind === kind && seq !== large.seq);
      expect(seqs(small), kind).toEqual(seqs(small).sort((a, b) => a - b));
      expect(small.map(({ body }) => body.text)).toEqual(upTo(5).map((n) => `${kind} ${n}`));
    }
  }
  // Typing is volatile: a busy connection drops it, so clients repeat it.
  const repeat = { timeout: 20_000, interval: 200 };
  await expect
    .poll(() => {
      visitor.socket.emit('typing', { on: true });
      return ann.of('typing').some(({ by, on }) => by === 'visitor' && on);
    }, repeat)
    .toBe(true);
  await expect
    .poll(async () => {
      await ann.ask('typing', { conversation, on: true });
      return visitor.of('typing').some(({ on }) => on);
    }, repeat)
    .toBe(true);
  await ann.ask('read', { conversation, seq: large.seq });
  expect(await visitor.next('read', ({ by }) => by === 'operator')).toMatchObject({ seq: large.seq });
});

test('when operators take a dialog on two nodes at once, one gets it, and presence is visible across nodes', {
  timeout: TIMEOUT_MS,
}, async () => {
  const ann = await logIn(first.url, 'ann');
  const bob = await logIn(second.url, 'bob');
  const both = ({ colleagues }: Frame) => colleagues.every(({ presence }: Frame) => presence === 'online');
  await expect.poll(async () => both(await ann.ask('hello', {})), { timeout: 20_000 }).toBe(true);
  for (let round = 0; round < 5; round += 1) {
    const { visitor, hello } = await openChat(first.url);
    const { conversation } = hello;
    await visitor.hears('Hello');
    const takes = Array.from({ length: 12 }, (_, index) => (index % 2 ? ann : bob).ask('take', { conversation }));
    const owners = (await Promise.all(takes)).map(({ ok, code, summary }) => (ok ? summary.dialog.operator.id : code));
    expect(new Set(owners.filter((owner) => owner !== 'TAKEN')).size).toBe(1);
    const { items } = await visitor.ask('history', { epoch: hello.epoch, before: 100 });
    expect(items.filter(({ body }: Frame) => body.event === 'operator_connected')).toHaveLength(1);
  }
});

test('a turn runs once, whichever node sees it first, and turns of two tabs on two nodes stay separate', {
  timeout: TIMEOUT_MS,
}, async () => {
  const identity = mint();
  const { visitor: here } = await openChat(first.url, { auth: { visitor: identity } });
  await here.hears('Hello');
  const { visitor: there, hello } = await openChat(second.url, { auth: { visitor: identity } });
  const acks = await Promise.all(upTo(8).map((n) => (n % 2 ? here : there).say(`twice ${n}`)));
  for (const { seq } of acks) await here.next('msg', ({ turn, body }) => turn === seq && body.text === 'Twice');
  const { items, head } = await there.ask('sync', { epoch: hello.epoch, after: 0 });
  expect(seqs(items)).toEqual(upTo(head));
  for (const { seq } of acks) {
    const answers = items.filter(({ turn, from }: Frame) => turn === seq && from.kind === 'bot');
    expect(answers.map(({ body }: Frame) => body.text)).toEqual(['Once', 'Twice']);
  }
  expect(head).toBe(1 + 8 * 3);
});

test('the same cid sent to both nodes at once is stored once', { timeout: TIMEOUT_MS }, async () => {
  const identity = mint();
  const { visitor: here } = await openChat(first.url, { auth: { visitor: identity } });
  const { visitor: there } = await openChat(second.url, { auth: { visitor: identity } });
  const cid = randomUUID();
  const [a, b] = await Promise.all([here.say('once', { cid }), there.say('once', { cid })]);
  expect(a.seq).toBe(b.seq);
  expect([a.dup, b.dup].filter(Boolean)).toHaveLength(1);
});

test('a tab that reconnects on the other node replaces its old connection, and a late handshake does not', {
  timeout: TIMEOUT_MS,
}, async () => {
  const identity = mint();
  const dial = (url: string, link: number) => connect(url, { auth: { visitor: identity, tab: 'a-tab', link } });
  const old = await dial(first.url, 1);
  const fresh = await dial(second.url, 3);
  expect(await old.next('bye')).toMatchObject({ code: 'REPLACED' });
  const late = await dial(first.url, 2);
  expect(await late.next('bye')).toMatchObject({ code: 'REPLACED' });
  expect((await fresh.hello()).ok).toBe(true);
  expect(fresh.of('bye')).toEqual([]);
});

test('an operator who joins on another node ends the running turn and its work', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { visitor, hello } = await openChat(first.url);
  const { seq } = await visitor.say('ask for ever');
  await visitor.next('thinking', ({ stage }) => stage === 'look');
  const ann = await logIn(second.url, 'ann');
  expect(await ann.ask('take', { conversation: hello.conversation })).toMatchObject({ ok: true });
  await visitor.next('thinking', ({ on }) => !on);
  expect(await visitor.say('at last')).toMatchObject({ ok: true });
  expect(visitor.of('msg').filter(({ turn, from }) => turn === seq && from.kind === 'bot')).toEqual([]);
});

test('a stop that reaches another node ends the running turn, and keeps what was written, once', {
  timeout: TIMEOUT_MS,
}, async () => {
  const identity = mint();
  const { visitor: here } = await openChat(first.url, { auth: { visitor: identity } });
  await here.hears('Hello');
  const { seq } = await here.say('ask and write for ever');
  const draft = await here.next('draft');
  const { visitor: there } = await openChat(second.url, { auth: { visitor: identity } });
  expect(await there.ask('stop', { turn: seq })).toMatchObject({ ok: true, stopped: true });
  expect(await there.say('on we go'), 'unlocked at once').toMatchObject({ ok: true });
  for (const tab of [here, there]) {
    expect(await tab.next('thinking', ({ on }) => !on)).toMatchObject({ turn: seq });
    expect(await tab.answer(seq)).toMatchObject({ id: draft.id, stopped: true, body: { text: 'Half of it' } });
    await tab.hears('Echo: on we go');
    expect(tab.of('msg').filter(({ turn, from }) => turn === seq && from.kind === 'bot')).toHaveLength(1);
  }
});

test(
  'fault 66: kill -9 of the node that runs a turn, before it hears of the stop: the agent is not asked again, and what was written stays',
  async () => {
    const third = await startNode(postgres.url, false);
    onTestFinished(() => third.kill());
    const identity = mint();
    const { visitor: before } = await openChat(third.url, { auth: { visitor: identity } });
    await before.hears('Hello');
    const { seq } = await before.say('ask and write before the crash');
    const draft = await before.next('draft');
    const db = new pg.Client(postgres.url);
    await db.connect();
    onTestFinished(() => db.end());
    const stored = async () => (await db.query('select draft from turns where draft is not null')).rows;
    await expect.poll(stored, { timeout: 20_000 }).toContainEqual({ draft: { id: draft.id, text: 'Half of it' } });
    third.child.kill('SIGSTOP');
    const { visitor: after, hello } = await openChat(second.url, { auth: { visitor: identity } });
    expect(hello.thinking).toMatchObject({ on: true, turn: seq });
    expect(await after.ask('stop', { turn: seq })).toMatchObject({ ok: true, stopped: true });
    expect(await after.next('thinking', ({ on }) => !on)).toMatchObject({ turn: seq });
    await third.kill();
    await db.query("update turns set lease_until = now() - interval '1 second' where draft is not null");
    // The agent of the other node must not be asked.
    expect(await after.answer(seq)).toMatchObject({ id: draft.id, stopped: true, body: { text: 'Half of it' } });
    await after.say('on we go');
    await after.hears('Echo: on we go');
    expect(after.of('msg').filter(({ turn, from }) => turn === seq && from.kind === 'bot')).toHaveLength(1);
    expect(await after.ask('stop', { turn: seq }), 'the same answer again').toMatchObject({ ok: true, stopped: true });
  },
  TIMEOUT_MS,
);

test(
  'after an outage of Postgres, pushes reach the sessions of the other node again',
  async () => {
    const { visitor, ann, conversation } = await talking();
    await postgres.restart();
    await expect
      .poll(
        async () => {
          visitor.socket.emit('typing', { on: true });
          await ann.ask('typing', { conversation, on: true });
          // The operator's own node sends her own message back to her.
          const isHeard = ann.of('typing').some(({ by }) => by === 'visitor');
          return visitor.of('typing').length > 0 && isHeard;
        },
        { timeout: 20_000, interval: 200 },
      )
      .toBe(true);
    expect(await visitor.say('still here')).toMatchObject({ ok: true });
    await ann.next('msg', ({ body }) => body.text === 'still here');
  },
  TIMEOUT_MS,
);

test(
  'kill -9 of a node during a turn: acknowledged messages are kept, the other node resumes at that step and takes over the queue',
  async () => {
    const identity = mint();
    const { visitor, hello } = await openChat(first.url, { auth: { visitor: identity } });
    await visitor.hears('Hello');
    const cid = randomUUID();
    const sent = await visitor.say('ask after the crash', { cid });
    await visitor.next('thinking', ({ stage }) => stage === 'look');

    const waiting = await openChat(second.url);
    await waiting.visitor.hears('Hello');
    await waiting.visitor.send({ type: 'request_operator' });
    const ann = await logIn(first.url, 'ann');
    await ann.ask('take', { conversation: waiting.hello.conversation });
    const taken = await waiting.visitor.next('dialog', ({ status }) => status === 'operator');

    const { visitor: again } = await openChat(second.url, { auth: { visitor: identity } });
    await first.kill();
    expect(await again.say('ask after the crash', { cid })).toMatchObject({ ok: true, seq: sent.seq, dup: true });
    // Step 2 is the agent node: the steps before it were not run again.
    await expect
      .poll(() => again.of('msg').find(({ turn }) => turn === sent.seq)?.body.text, { timeout: 25_000 })
      .toMatch(/^Answer to ask after the crash as \d+:2 \(you\)$/);
    const { items, head } = await again.ask('sync', { epoch: hello.epoch, after: 0 });
    expect(seqs(items)).toEqual(upTo(head));
    expect(items.filter(({ turn, from }: Frame) => turn === sent.seq && from.kind === 'bot')).toHaveLength(1);
    await expect
      .poll(() => waiting.visitor.of('dialog').some(({ status, rev }) => status === 'queued' && rev > taken.rev), {
        timeout: 25_000,
      })
      .toBe(true);
  },
  TIMEOUT_MS,
);

test(
  'fault 67: kill -9 of a node in a call of a tool: the other node goes on, repeats no finished call, and the visitor can write',
  async () => {
    const databaseUrl = await postgres.createDatabase('tools');
    const services = { model: model.baseUrl, tools: service.host };
    const dies = await startLifeWithTools({ databaseUrl }, services);
    onTestFinished(() => dies.kill());
    const lives = await startLifeWithTools({ databaseUrl }, services);
    onTestFinished(() => lives.kill());
    const cancel = (number: string) => ({ id: number, name: 'cancel', input: { number } });
    model.answers.set('cancel both', rounds(calls([cancel('K-1'), cancel('K-2')]), writes('Both are cancelled.')));
    service.hold = '/cancel/K-2';
    const auth = { visitor: mint() };
    const { visitor } = await openChat(dies.url, { auth });
    await visitor.hears('Hello');
    const { seq } = await visitor.say('cancel both');
    const { visitor: elsewhere, hello } = await openChat(lives.url, { auth });
    await service.next('/cancel/K-2');
    await dies.kill();
    service.hold = null;

    // The other node takes the turn over when the lease of the killed one has ended.
    const answer = await elsewhere.answer(seq);
    expect(answer.body.text).toBe('Both are cancelled.');
    expect(service.of('/cancel/K-1'), 'finished before').toHaveLength(1);
    const keys = service.of('/cancel/K-2').map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    model.answers.set('and now?', writes('Nothing else.'));
    const next = await elsewhere.say('and now?');
    expect(next, 'not stuck').toMatchObject({ ok: true });
    await elsewhere.answer(next.seq);
    const { items, head } = await elsewhere.ask('sync', { epoch: hello.epoch, after: 0 });
    expect(seqs(items)).toEqual(upTo(head));
    expect(items.filter(({ turn, from }: Frame) => turn === seq && from.kind === 'bot')).toHaveLength(1);
  },
  TIMEOUT_MS,
);

test(
  'a stopping node sends bye to its own sessions only',
  async () => {
    const third = await startCliWith({ DATABASE_URL: postgres.url }, '--demo', '--port', '0');
    onTestFinished(() => third.kill());
    const stays = await openChat(second.url);
    const goes = await openChat(third.url, { auth: { botId: '1' } });
    const ended = third.interrupt();
    expect(await goes.visitor.next('bye')).toMatchObject({ code: 'DEPLOY', retry: true });
    expect(await ended).toBe(0);
    expect(await stays.visitor.say('still here')).toMatchObject({ ok: true });
    expect(stays.visitor.of('bye')).toEqual([]);
  },
  TIMEOUT_MS,
);
