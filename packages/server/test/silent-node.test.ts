import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChatServer, createServer } from '../src/index.ts';
import { DatabaseProxy } from './support/database-proxy.ts';
import { usePostgres } from './support/postgres.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { mint, openChat } from './support/visitor.ts';

/* A node hangs: its connections stay open, and its locks stay held. */

const TIMEOUT_MS = 120_000;

const postgres = usePostgres();
const network = new DatabaseProxy();
let silent: ChatServer;
let healthy: ChatServer;
beforeAll(async () => {
  silent = await createServer({
    databaseUrl: await network.open(postgres.url),
    bots: [testBot],
    providers: { held: new HeldAgent() },
  });
  healthy = await createServer({ databaseUrl: postgres.url, bots: [testBot], providers: { held: new HeldAgent() } });
}, TIMEOUT_MS);
afterAll(async () => {
  network.restore();
  network.close();
  await Promise.all([healthy?.close(), silent?.close()]);
}, TIMEOUT_MS);

test('fault 61: the locks of a silent node are released in 10 s, and it refuses requests instead of hanging', {
  timeout: TIMEOUT_MS,
}, async () => {
  const identity = mint();
  const { visitor: first } = await openChat(silent.url, { auth: { visitor: identity } });
  await first.hears('Hello');
  const { visitor: second } = await openChat(healthy.url, { auth: { visitor: identity } });

  network.fallSilentAfter('for update');
  const lost = first.socket
    .timeout(60_000)
    .emitWithAck('send', { cid: randomUUID(), body: { type: 'text', text: 'locked' }, params: {} });
  await expect.poll(() => network.isSilent).toBe(true);

  const silentSince = Date.now();
  // The lock of the hanging node still blocks the send; the client repeats it for a while, as the real client does.
  await expect
    .poll(() => second.say('the other node goes on'), { timeout: 15_000, interval: 100 })
    .toMatchObject({ ok: true });
  expect(Date.now() - silentSince).toBeLessThan(10_000);

  const asked = Date.now();
  expect((await fetch(`${silent.url}/readyz`)).status).toBe(503);
  expect(Date.now() - asked).toBeLessThan(5000);
  expect(await lost).toMatchObject({ ok: false, retry: true });

  network.restore();
  await expect
    .poll(async () => (await fetch(`${silent.url}/readyz`)).status, { timeout: 30_000, interval: 200 })
    .toBe(200);
  expect(await first.say('and back')).toMatchObject({ ok: true });
});
