import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChatServer, createServer } from '../src/index.ts';
import { DatabaseProxy } from './support/database-proxy.ts';
import { usePostgres } from './support/postgres.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { type Frame, mint, openChat } from './support/visitor.ts';

const postgres = usePostgres();
const database = new DatabaseProxy();
const logged: string[] = [];
const logger = pino(
  { level: 'warn' },
  { write: (line) => void logged.push((JSON.parse(line) as { msg: string }).msg) },
);
const PATIENCE = { timeout: 20_000, interval: 20 };
const text = (said: string) => ({ cid: randomUUID(), body: { type: 'text', text: said }, params: {} });
/** The number of concurrent requests of visitors. */
const CONNECTIONS = 4;
let server: ChatServer;
beforeAll(async () => {
  server = await createServer({
    databaseUrl: await database.open(postgres.url),
    databaseConnections: CONNECTIONS,
    bots: [testBot],
    providers: { held: new HeldAgent() },
    logger,
  });
});
afterAll(async () => {
  database.restore();
  await server?.close();
  database.close();
});

test('fault 55: without its database the server acknowledges nothing, stays up, and continues when it is back', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.hears('Hello');
  const before = await visitor.say('before');
  await visitor.answer(before.seq);

  database.cut();
  const cid = randomUUID();
  const refused = await visitor.say('while it is gone', { cid });
  expect(refused).toMatchObject({ ok: false, code: 'UNAVAILABLE', retry: true, retryAfterMs: expect.any(Number) });
  for (let n = 0; n < 20; n += 1) expect(await visitor.say('again', { cid })).toMatchObject({ code: 'UNAVAILABLE' });
  expect(JSON.stringify(refused), 'nothing of the inside is told').not.toMatch(/postgres|ECONN|sql/i);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);

  database.restore();
  const again = await expect
    .poll(() => visitor.say('while it is gone', { cid }), { timeout: 30_000, interval: 100 })
    .toMatchObject({ ok: true, seq: before.seq + 2 })
    .then(() => visitor.say('while it is gone', { cid }));
  expect(again).toMatchObject({ ok: true, dup: true });
  await visitor.answer(again.seq);
  const { items } = await visitor.hello();
  expect(items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3, 4, 5]);

  const aboutDatabase = logged.filter((message) => message.startsWith('the database'));
  expect(aboutDatabase, 'one line for each state').toEqual([
    'the database does not answer',
    'the database answers again',
  ]);
  const aboutNodes = logged.filter((message) => message.startsWith('the other nodes'));
  expect(aboutNodes.length, 'the same for the other nodes').toBeLessThanOrEqual(2);
  expect(logged).toHaveLength(aboutDatabase.length + aboutNodes.length);
});

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(text.match(new RegExp(`^${name} (\\d+)`, 'm'))?.[1]);
}

test('a request whose connection has ended before it begins is dropped, but a send is stored', async () => {
  const identity = { auth: { visitor: mint() } };
  const { visitor: leaving } = await openChat(server.url, identity);
  await leaving.hears('Hello');
  const others = await Promise.all(Array.from({ length: CONNECTIONS }, () => openChat(server.url)));
  for (const { visitor } of others) await visitor.hears('Hello');

  database.hold('insert into messages');
  const held = others.map(({ visitor }) =>
    visitor.socket.timeout(60_000).emitWithAck('send', text('holds a connection')),
  );
  await expect.poll(() => database.holding, PATIENCE).toBe(CONNECTIONS);
  leaving.socket.emit('read', { seq: 1 });
  leaving.socket.emit('send', text('the last words'));
  await expect.poll(() => metric('chat_requests_waiting'), PATIENCE).toBe(1);
  leaving.socket.disconnect();
  await expect.poll(() => metric('chat_visitor_sockets'), PATIENCE).toBe(CONNECTIONS);
  database.release();
  for (const ack of await Promise.all(held)) expect(ack).toMatchObject({ ok: true });

  const { visitor: back } = await openChat(server.url, identity);
  await expect
    .poll(async () => (await back.hello()).items.map(({ body }: Frame) => body.text), PATIENCE)
    .toContain('the last words');
  expect((await back.hello()).read).toMatchObject({ visitor: 0 });
});
