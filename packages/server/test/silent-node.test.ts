import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '../src/db/open-pool.ts';
import { type ChatServer, createServer } from '../src/index.ts';
import { DatabaseProxy } from './support/database-proxy.ts';
import { usePostgres } from './support/postgres.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { mint, openChat } from './support/visitor.ts';

/* A node hangs: its connections stay open, and its locks stay held. */

const TIMEOUT_MS = 240_000;
/** Longer than every timeout of the server and shorter than the timeout of the test. */
const PATIENCE = { timeout: 60_000, interval: 100 };

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

test('fault 61: the locks of a silent node are released, and it refuses requests instead of hanging', {
  timeout: TIMEOUT_MS,
}, async () => {
  const identity = mint();
  const { visitor: first } = await openChat(silent.url, { auth: { visitor: identity } });
  await first.hears('Hello');
  const { visitor: second } = await openChat(healthy.url, { auth: { visitor: identity } });

  network.fallSilentAfter('for update');
  // Merging needs a transaction; most other requests are a single statement, which ends without its node.
  const lost = first.socket.timeout(TIMEOUT_MS).emitWithAck('params', { mode: 'merge', params: { page: 'locked' } });
  await expect.poll(() => network.isSilent, PATIENCE).toBe(true);

  // The lock of the hanging node still blocks the send; the client repeats it for a while, as the real client does.
  await expect.poll(() => second.say('the other node goes on'), PATIENCE).toMatchObject({ ok: true });

  expect((await fetch(`${silent.url}/readyz`)).status).toBe(503);
  expect(await lost).toMatchObject({ ok: false, retry: true });

  network.restore();
  await expect.poll(async () => (await fetch(`${silent.url}/readyz`)).status, PATIENCE).toBe(200);
  expect(await first.say('and back')).toMatchObject({ ok: true });
});

test('fault 61: every connection for requests has timeouts, so that locks of a silent node end within 5 s', async () => {
  const pool = openPool(postgres.url, { connections: 1, isLimited: true });
  try {
    const { rows } = await pool.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('idle_in_transaction_session_timeout', 'lock_timeout',
         'statement_timeout') order by name`,
    );
    expect(rows).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: '5000' },
      { name: 'lock_timeout', setting: '6000' },
      { name: 'statement_timeout', setting: '15000' },
    ]);
  } finally {
    await pool.end();
  }
});
