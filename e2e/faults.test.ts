import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChatClient, createChatClient } from '@connective-chat/core';
import { createMemoryOutbox, createMemoryStorage } from '@connective-chat/core/testing';
import { Server } from 'socket.io';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { FaultProxy } from '../playground/src/server/fault-proxy.ts';
import { RawVisitor } from './support/raw-visitor.ts';
import { type ServerProcess, startServer } from './support/server.ts';

/* The rows of the fault matrix that need real sockets, a real server and a real kill: docs/fault-matrix.md. */

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.dispose());

const TIMEOUTS = { connect: 1_500, hello: 2_000, ack: 1_500, probe: 400, reconnectMin: 40, reconnectMax: 200 };

interface Visitor {
  readonly chat: ChatClient;
  readonly proxy: FaultProxy;
  /** The same visitor on a good network, with a raw socket: reads what is really in the log. */
  readonly witness: RawVisitor;
}

async function visitor(): Promise<Visitor> {
  const proxy = await FaultProxy.before(server.url);
  const witness = new RawVisitor();
  const storage = createMemoryStorage();
  storage.setItem(`connective-chat:visitor:${proxy.url}:1`, JSON.stringify(witness.visitor));
  const chat = createChatClient({
    url: proxy.url,
    botId: 1,
    open: false,
    timeouts: TIMEOUTS,
    platform: { storage, outbox: createMemoryOutbox() },
  });
  const release = chat.start();
  onTestFinished(async () => {
    release();
    witness.disconnect();
    await proxy.close();
  });
  await ready(chat);
  await witness.connect(server.url);
  await witness.hello({ open: false });
  return { chat, proxy, witness };
}

const until = (check: () => unknown, what: string): Promise<unknown> =>
  vi.waitUntil(check, { timeout: 20_000, interval: 5 }).catch(() => expect.fail(`never: ${what}`));
const ready = (chat: ChatClient) => until(() => chat.status.get() === 'ready', 'ready');
const deliveries = (chat: ChatClient) => chat.messages.get().map(({ delivery }) => delivery);

/** Reads the log again and counts the messages with this cid. */
async function timesInLog(witness: RawVisitor, cid: string): Promise<number> {
  await witness.connect(server.url);
  const { items } = await witness.hello({ open: false });
  return items.filter((item) => item.cid === cid).length;
}

test('fault 1: server killed after the commit, before the ack: pending, then sent, once', async () => {
  const { chat, proxy, witness } = await visitor();
  proxy.drop('answers');
  const sent = chat.send('Committed');
  if (!sent.ok) throw new Error(sent.reason);
  await until(() => witness.messages.some(({ cid }) => cid === sent.id), 'the commit');
  expect(deliveries(chat)).toEqual(['pending']);
  await server.kill();
  proxy.cut();
  proxy.drop('nothing');
  await server.start();
  expect(await sent.settled).toMatchObject({ delivery: 'confirmed' });
  expect(await timesInLog(witness, sent.id)).toBe(1);
});

test('fault 2: server killed before the commit: pending, then sent', async () => {
  const { chat, proxy, witness } = await visitor();
  proxy.hold();
  const sent = chat.send('Not yet');
  if (!sent.ok) throw new Error(sent.reason);
  await until(() => chat.getSnapshot().status === 'sending', 'the emit');
  await server.kill();
  expect(witness.messages.some(({ cid }) => cid === sent.id)).toBe(false);
  proxy.cut();
  await server.start();
  expect(await sent.settled).toMatchObject({ delivery: 'confirmed' });
  expect(await timesInLog(witness, sent.id)).toBe(1);
});

test('fault 5: a packet of the old connection that arrives after the new one resumed is shown once', async () => {
  const { chat, proxy, witness } = await visitor();
  proxy.hold();
  const [first, second] = [chat.send('Delivered late'), chat.send('Sent after it')];
  if (!first.ok || !second.ok) throw new Error('refused');
  // Much longer than a reconnect takes.
  proxy.disconnectThenDeliver(800);
  expect(await first.settled).toMatchObject({ delivery: 'confirmed' });
  expect(await second.settled).toMatchObject({ delivery: 'confirmed' });
  await until(() => proxy.lateDeliveries > 0, 'the late delivery');
  expect(await timesInLog(witness, first.id)).toBe(1);
  const order = chat.messages.get().map(({ id }) => id);
  expect(order.indexOf(first.id)).toBeLessThan(order.indexOf(second.id));
});

test('fault 12: frames split into pieces of 1 to 16 bytes have no effect', async () => {
  const { chat, proxy, witness } = await visitor();
  proxy.splitIntoChunks(true);
  const sent = chat.send('Довге повідомлення, that a bad network cuts into crumbs 🧩');
  if (!sent.ok) throw new Error(sent.reason);
  expect(await sent.settled).toMatchObject({ delivery: 'confirmed' });
  expect(chat.connection.get()).toMatchObject({ status: 'online', error: null });
  expect(await timesInLog(witness, sent.id)).toBe(1);
});

describe.each(['refuse', 'ignore'] as const)('fault 22: a network that would %s WebSocket', (how) => {
  test('the client falls back to polling', async () => {
    const proxy = await FaultProxy.before(server.url);
    proxy.denyWebSocket(how);
    const chat = createChatClient({
      url: proxy.url,
      botId: 1,
      open: false,
      timeouts: TIMEOUTS,
      platform: { storage: createMemoryStorage(), outbox: createMemoryOutbox() },
    });
    const release = chat.start();
    onTestFinished(async () => {
      release();
      await proxy.close();
    });
    await ready(chat);
    const sent = chat.send('By polling');
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
  });
});

test('fault 26: each malformed frame ends its connection, and the reconnect delay grows', async () => {
  const http = createHttpServer();
  const io = new Server(http, { serveClient: false });
  const connects: number[] = [];
  io.of('/widget').on('connection', (socket) => {
    connects.push(Date.now());
    // Sent below socket.io: a packet that its decoder cannot read.
    (socket.conn as unknown as { send(data: string): void }).send('9[{"broken');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const errors: unknown[] = [];
  const unhandled = (reason: unknown) => errors.push(reason);
  process.on('unhandledRejection', unhandled);
  const chat = createChatClient({
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    botId: 1,
    timeouts: { ...TIMEOUTS, reconnectMin: 50, reconnectMax: 2_000 },
    // Without jitter, so that the growing delays can be compared.
    platform: { storage: createMemoryStorage(), outbox: createMemoryOutbox(), random: () => 0.99 },
  });
  const release = chat.start();
  onTestFinished(async () => {
    release();
    await io.close();
  });
  await until(() => connects.length >= 5, 'five connections');
  process.off('unhandledRejection', unhandled);
  expect(chat.connection.get().status).not.toBe('online');
  expect(chat.connection.get().error?.retryable).toBe(true);
  expect(errors).toEqual([]);
  const waits = connects.slice(1).map((at, index) => at - (connects[index] as number));
  expect(waits.at(-1), `waits of ${waits.join(', ')} ms`).toBeGreaterThan(300);
});
