import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ChatServer, createServer } from '../src/index.ts';
import { DatabaseProxy } from './support/database-proxy.ts';
import { usePostgres } from './support/postgres.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { type Frame, mint, openChat } from './support/visitor.ts';

/*
 * Two nodes with one Postgres. A proxy in front of it can hold back the connections over which the nodes notify each
 * other.
 */

const TIMEOUT_MS = 240_000;
const PATIENCE = { timeout: 20_000 };
/** Much longer than any test, so that only a lost push makes a node send heads. */
const NEVER_MS = 3_600_000;

const postgres = usePostgres();
const network = new DatabaseProxy();
let first: ChatServer;
let second: ChatServer;
beforeAll(async () => {
  const options = {
    databaseUrl: await network.open(postgres.url),
    bots: [testBot],
    providers: { held: new HeldAgent() },
    limits: { messagesPerMinute: 100_000, burst: 10_000 },
    headIntervalMs: NEVER_MS,
  };
  first = await createServer(options);
  second = await createServer(options);
}, TIMEOUT_MS);
afterEach(() => network.restore());
afterAll(async () => {
  network.restore();
  await Promise.all([first?.close(), second?.close()]);
  network.close();
}, TIMEOUT_MS);

/** The same visitor on both nodes; each connection receives what the other one sends. */
async function openBoth() {
  const identity = mint();
  const { visitor: here } = await openChat(first.url, { auth: { visitor: identity } });
  await here.hears('Hello');
  const { visitor: there, hello } = await openChat(second.url, { auth: { visitor: identity } });
  return { here, there, hello };
}

const texts = (visitor: { of(event: string): Frame[] }) =>
  visitor.of('msg').flatMap(({ body, from }) => (from.kind === 'visitor' ? [body.text] : []));
const said = (count: number, kind = 'message') => Array.from({ length: count }, (_, index) => `${kind} ${index}`);

test('echo and answer arrive while other nodes are unreachable, which then get all pushes in few statements', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { here, there } = await openBoth();
  const before = network.count('pg_notify');
  network.hold('pg_notify');
  for (const text of said(30)) expect(await here.say(text)).toMatchObject({ ok: true });
  // Too large for one notification.
  const large = await here.say('я'.repeat(7000));
  expect(network.isHolding).toBe(true);
  await here.answer(large.seq);
  expect(texts(here)).toEqual([...said(30), 'я'.repeat(7000)]);
  expect(texts(there)).toEqual([]);

  network.release();
  await expect.poll(() => texts(there).length, PATIENCE).toBe(31);
  expect(texts(there), 'one node pushes in its order, whatever the size').toEqual(texts(here));
  await there.answer(large.seq);
  // The one that was held back, and a few with everything that was collected meanwhile.
  expect(network.count('pg_notify') - before).toBeLessThanOrEqual(6);
});

test('sessions of a node that missed pushes of others get the state of their conversations at once', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { here, there, hello } = await openBoth();
  const heads = there.of('head').length;
  network.cutWhereSent('LISTEN');
  network.hold('LISTEN');
  const { seq } = await here.say('said while the other node does not listen');
  await here.answer(seq);
  expect(texts(there)).toEqual([]);
  network.release();
  const isTold = () =>
    there
      .of('head')
      .slice(heads)
      .some(({ head }) => head >= seq);
  await expect.poll(isTold, PATIENCE).toBe(true);
  const { items } = await there.ask('sync', { epoch: hello.epoch, after: 0 });
  expect(items.map(({ body }: Frame) => body.text)).toContain('said while the other node does not listen');
});
