import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect as dial, createServer as listenOn, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChatServer, createServer } from '../src/index.ts';
import { usePostgres } from './support/postgres.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

/** The way to the database, which can be cut: quicker than stopping Postgres, and the same for whoever asks it. */
class Road {
  readonly #sockets = new Set<Socket>();
  readonly #server = listenOn((client) => this.#join(client));
  #target: URL | null = null;
  isCut = false;

  async to(url: string): Promise<string> {
    this.#target = new URL(url);
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const road = new URL(url);
    road.port = String((this.#server.address() as AddressInfo).port);
    return road.href;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #join(client: Socket): void {
    client.on('error', () => {});
    if (this.isCut) {
      client.destroy();
      return;
    }
    const postgres = dial(Number(this.#target?.port), '127.0.0.1');
    postgres.on('error', () => {});
    for (const socket of [client, postgres]) {
      this.#sockets.add(socket);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        postgres.destroy();
      });
    }
    client.pipe(postgres).pipe(client);
  }
}

const postgres = usePostgres();
const road = new Road();
let server: ChatServer;
beforeAll(async () => {
  server = await createServer({
    databaseUrl: await road.to(postgres.url),
    bots: [testBot],
    providers: { held: new HeldAgent() },
  });
}, 60_000);
afterAll(async () => {
  road.isCut = false;
  await server?.close();
  road.close();
});

test('fault 55: without its database the server acknowledges nothing, lives, and goes on when it is back', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.hears('Hello');
  const before = await visitor.say('before');
  await visitor.answer(before.seq);

  road.cut();
  const cid = randomUUID();
  const refused = await visitor.say('while it is gone', { cid });
  expect(refused).toMatchObject({ ok: false, retry: true });
  expect(refused.code).toMatch(/^(UNAVAILABLE|INTERNAL)$/);
  expect(JSON.stringify(refused), 'nothing of the inside is told').not.toMatch(/postgres|ECONN|sql/i);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);

  road.isCut = false;
  const again = await expect
    .poll(() => visitor.say('while it is gone', { cid }), { timeout: 15_000, interval: 100 })
    .toMatchObject({ ok: true, seq: before.seq + 2 })
    .then(() => visitor.say('while it is gone', { cid }));
  expect(again).toMatchObject({ ok: true, dup: true });
  await visitor.answer(again.seq);
  const { items } = await visitor.hello();
  expect(items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3, 4, 5]);
}, 60_000);
