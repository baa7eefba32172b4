import { createChatClient } from '@connective-chat/core';
import {
  createMemoryLocks,
  createMemoryOutbox,
  createMemoryStorage,
  createRandom,
} from '@connective-chat/core/testing';
import type { ChatServer } from '@connective-chat/server';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { FaultProxy } from './support/fault-proxy.ts';

/*
 * Real sockets and the real server, with a faulty network between them. `CHAOS_SEED=7` replays one schedule;
 * `CHAOS_SCHEDULES=10000` plays that many.
 */

const only = process.env.CHAOS_SEED;
const seeds = only
  ? [Number(only)]
  : Array.from({ length: Number(process.env.CHAOS_SCHEDULES ?? 60) }, (_, index) => index);
const AT_ONCE = 12;
const SENDS = 6;

const scenario = {
  version: 1,
  name: 'Echo',
  fallback: 'heard',
  nodes: {
    start: { type: 'start', next: 'ask' },
    ask: { type: 'input', variable: 'said', invalid: '?', next: 'heard' },
    heard: { type: 'message', text: 'heard {{said}}', next: 'ask' },
  },
};

let server: ChatServer;
beforeAll(async () => {
  server = await createTestServer({
    bots: [{ id: 'echo', settings: { title: 'Echo', origins: '*', allowMissingOrigin: true }, scenario }],
    limits: { messagesPerMinute: 10_000, burst: 1_000 },
    headIntervalMs: 400,
  });
});
afterAll(() => server?.close());

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface LoggedMessage {
  readonly seq: number;
  readonly id: string;
  readonly cid?: string;
}

/** Reads the whole log with a client that knows only the protocol. */
async function readLog(visitor: unknown): Promise<LoggedMessage[]> {
  const socket = io(`${server.url}/widget`, {
    auth: { v: 2, botId: 'echo', locale: 'en', visitor, tab: 'reader' },
    transports: ['websocket'],
    reconnection: false,
  });
  const ask = (event: string, payload: object) => socket.timeout(20_000).emitWithAck(event, payload);
  const hello = await ask('hello', { cursor: null, open: false, params: {}, pending: [], caps: [] });
  let items: LoggedMessage[] = hello.items;
  for (let { more } = hello; more; ) {
    const page = await ask('history', { epoch: hello.epoch, before: items[0]?.seq ?? 0, limit: 50 });
    items = [...page.items, ...items];
    more = page.more;
  }
  socket.disconnect();
  return items;
}

/**
 * Plays one visitor on a network with random faults, then heals the network and returns the invariants that do not
 * hold.
 */
async function play(seed: number): Promise<string[]> {
  const random = createRandom(seed + 1);
  const proxy = await FaultProxy.before(server.url);
  const storage = createMemoryStorage();
  const outbox = createMemoryOutbox();
  const locks = createMemoryLocks();
  const open = () => {
    const chat = createChatClient({
      url: proxy.url,
      botId: 'echo',
      timeouts: {
        connect: 1_500,
        hello: 1_000,
        ack: 500,
        probe: 250,
        page: 1_000,
        reconnectMin: 20,
        // Long enough that clients of a slow machine do not keep it busy with attempts that time out.
        reconnectMax: 600,
        leaseGrace: 0,
      },
      platform: { storage, outbox, locks, random },
    });
    return { chat, release: chat.start() };
  };
  let page = open();
  const intended: string[] = [];
  const problems: string[] = [];
  const watch = () =>
    page.chat.messages.subscribe((messages) => {
      const seqs = messages.filter(({ delivery }) => delivery === 'confirmed').map(({ seq }) => seq ?? 0);
      if (seqs.some((seq, index) => index > 0 && seq <= (seqs[index - 1] ?? 0))) problems.push(`order ${seqs.join()}`);
    });
  watch();

  for (let step = 0; step < 14; step += 1) {
    if (intended.length < SENDS && random() < 0.6) {
      const sent = page.chat.send(`m${intended.length}`);
      if (sent.ok) intended.push(sent.id);
    }
    const dice = random();
    if (dice < 0.12) proxy.cut();
    else if (dice < 0.22) {
      proxy.hold();
      await sleep(random() * 60);
      proxy.disconnectThenDeliver(random() * 400);
    } else if (dice < 0.28) {
      proxy.drop('everything');
      await sleep(random() * 300);
      proxy.drop('nothing');
      // Bytes were lost in the middle of the stream, so no transport can continue on it.
      proxy.cut();
    } else if (dice < 0.34) proxy.splitIntoChunks(random() < 0.5);
    else if (dice < 0.38) {
      page.release();
      await sleep(5);
      page = open();
      watch();
    }
    await sleep(random() * 120);
  }
  proxy.splitIntoChunks(false);
  while (intended.length < SENDS) {
    const sent = page.chat.send(`m${intended.length}`);
    if (sent.ok) intended.push(sent.id);
  }

  const visitor = JSON.parse(storage.getItem(`connective-chat:visitor:${proxy.url}:echo`) ?? 'null');
  const deadline = Date.now() + 120_000;
  const isHealed = (): boolean => {
    const { messages, status } = page.chat.getSnapshot();
    for (const { id, delivery } of messages) if (delivery === 'failed') page.chat.retry(id);
    return (
      status === 'ready' && messages.length >= SENDS * 2 && messages.every(({ delivery }) => delivery === 'confirmed')
    );
  };
  while (!isHealed() && Date.now() < deadline) await sleep(25);

  const log = await readLog(visitor);
  const { messages, status } = page.chat.getSnapshot();
  const logged = log.flatMap(({ cid }) => cid ?? []);
  for (const cid of intended) {
    const times = logged.filter((other) => other === cid).length;
    if (times !== 1) problems.push(`${cid} stands ${times} times in the log`);
  }
  if (log.length !== SENDS * 2) problems.push(`the log has ${log.length} messages instead of ${SENDS * 2}`);
  if (log.some(({ seq }, index) => seq !== index + 1)) problems.push('the log has a hole');
  if (messages.map(({ serverId }) => serverId).join() !== log.map(({ id }) => id).join())
    problems.push('the view differs from the log');
  if (status !== 'ready') problems.push(`stranded: ${status}, ${page.chat.connection.get().error?.message}`);
  page.release();
  for (let wait = 0; wait < 80 && proxy.connections > 0; wait += 1) await sleep(25);
  if (proxy.connections > 0) problems.push(`${proxy.connections} connections are left`);
  await proxy.close();
  return problems;
}

test(`${seeds.length} schedules on a bad network: nothing lost, duplicated, missed, reordered or stranded`, {
  timeout: 3_600_000,
}, async () => {
  const waiting = [...seeds];
  const found: Record<number, string[]> = {};
  const worker = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const problems = await play(seed);
      if (problems.length > 0) found[seed] = problems;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(found, 'CHAOS_SEED=<seed> replays a schedule').toEqual({});
});
