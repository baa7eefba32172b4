import { readdirSync, readFileSync } from 'node:fs';
import { createChatClient, type Transport } from '@connective-chat/core';
import { createMemoryPlatform, createRandom, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import type { ChatServer } from '@connective-chat/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RecordedFrame } from '../packages/server/test/support/compat/recorded-conversation.types.ts';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { connect, openChat, type RawVisitor } from '../packages/server/test/support/visitor.ts';
import { mutateFrame, pick } from './support/mutate-frame.ts';

/*
 * Recorded frames with random changes, in both directions. `FUZZ_SEED=7` replays one run, `FUZZ_FRAMES=1000000` sends
 * that many each way: `npm run fuzz`.
 */

const FRAMES_PER_RUN = 250;
const total = Number(process.env.FUZZ_FRAMES ?? 2_000);
const seeds = process.env.FUZZ_SEED
  ? [Number(process.env.FUZZ_SEED)]
  : Array.from({ length: Math.ceil(total / FRAMES_PER_RUN) }, (_, index) => index);

const folder = new URL('../compat/frames/0.1.0/', import.meta.url);
const recorded: RecordedFrame[] = readdirSync(folder)
  .filter((file) => file.startsWith('v2-'))
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')).frames);
const requests = recorded.flatMap((frame) =>
  'request' in frame ? [{ name: frame.request, payload: frame.payload }] : [],
);
const pushes = recorded.flatMap((frame) => ('push' in frame ? [{ name: frame.push, payload: frame.payload }] : []));

let server: ChatServer;
const thrown: unknown[] = [];
const note = (reason: unknown) => thrown.push(reason);
beforeAll(async () => {
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  const plenty = 1e9;
  server = await createTestServer({
    bots: [
      {
        id: 'test',
        settings: { title: 'T', origins: '*', allowMissingOrigin: true },
        scenario: {
          version: 1,
          fallback: 'heard',
          nodes: {
            start: { type: 'start', next: 'ask' },
            ask: { type: 'input', prompt: 'Yes?', variable: 'said', invalid: '?', next: 'heard' },
            heard: { type: 'message', text: 'heard {{said}}', next: 'ask' },
          },
        },
      },
    ],
    limits: { messagesPerMinute: plenty, burst: plenty },
    budgets: { perSocket: plenty, perVisitor: plenty },
  });
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
  await server?.close();
});

/** Sends one visitor's run of mutated requests; returns what was wrong with the answers. */
async function attackServer(seed: number): Promise<string[]> {
  const random = createRandom(seed + 1);
  const problems: string[] = [];
  let visitor: RawVisitor = (await openChat(server.url)).visitor;
  for (let sent = 0; sent < FRAMES_PER_RUN; sent += 1) {
    if (!visitor.socket.connected) {
      visitor.socket.disconnect();
      visitor = (await openChat(server.url)).visitor;
    }
    const { name, payload } = pick(random, requests);
    const frame = mutateFrame(random, payload, pick(random, requests).payload);
    const answer = await visitor.socket
      .timeout(20_000)
      .emitWithAck(name, frame)
      .catch((error: Error) => (visitor.socket.connected ? { late: error.message } : null));
    // The server has ended the connection for a frame.
    if (answer === null) continue;
    if (answer.late !== undefined || typeof answer.ok !== 'boolean' || answer.code === 'INTERNAL') {
      problems.push(`${name} ${JSON.stringify(frame)?.slice(0, 300)}: ${JSON.stringify(answer)}`);
    }
  }
  visitor.socket.disconnect();
  return problems;
}

test(`${seeds.length * FRAMES_PER_RUN} mutated requests: each is answered, none breaks the server`, {
  timeout: 3_600_000,
}, async () => {
  const found: Record<number, string[]> = {};
  for (const seed of seeds) {
    const problems = await attackServer(seed);
    if (problems.length > 0) found[seed] = problems;
  }
  expect(found, 'FUZZ_SEED=<seed> replays a run').toEqual({});
  const { visitor } = await openChat(server.url);
  expect(await visitor.say('still there?')).toMatchObject({ ok: true });
  expect((await connect(server.url)).socket.connected).toBe(true);
  expect(thrown).toEqual([]);
});

/** One client that receives mutated frames between the true ones. */
async function attackClient(seed: number): Promise<string[]> {
  const random = createRandom(seed + 1);
  const problems: string[] = [];
  const clock = new VirtualClock();
  const memory = new MemoryServer({ clock, script: (turn) => void turn.reply('heard') });
  const platform = createMemoryPlatform(clock, memory);
  const transport = platform.transport as Transport;
  const receivers: ((name: string, payload: unknown) => void)[] = [];
  let asked = 0;
  const intercepted: Transport = {
    connect: (options, handlers) => {
      receivers.push(handlers.onEvent);
      const link = transport.connect(options, handlers);
      const request: typeof link.request = (event, payload, timeoutMs) => {
        asked += 1;
        return link.request(event, payload, timeoutMs);
      };
      return { request, notify: (event, payload) => link.notify(event, payload), close: () => link.close() };
    },
  };
  const options = { url: 'http://memory', botId: 1 };
  const chat = createChatClient({ ...options, platform: { ...platform, transport: intercepted } });
  const release = chat.start();
  await vi.waitUntil(async () => {
    await clock.advance(1);
    return chat.status.get() === 'ready';
  });
  const from = clock.now();
  for (let received = 0; received < FRAMES_PER_RUN; received += 1) {
    const { name, payload } = pick(random, pushes);
    receivers.at(-1)?.(name, mutateFrame(random, payload, pick(random, pushes).payload));
    if (random() < 0.1) chat.send(`m${received}`);
    if (random() < 0.1) memory.say(`said ${received}`);
    if (random() < 0.3) await clock.advance(random() * 2_000);
  }
  await clock.advance(120_000);
  const seconds = (clock.now() - from) / 1000;
  if (asked > 60 + 5 * seconds) problems.push(`${asked} requests in ${seconds} s`);
  release();

  // This page may have added invented messages to its log; a new page loads the server's log.
  const again = createChatClient({ ...options, platform });
  const releaseAgain = again.start();
  await clock.advance(120_000);
  if (again.status.get() !== 'ready') problems.push(`a new page stays ${again.status.get()}`);
  const seqs = again.messages.get().map(({ seq }) => seq ?? 0);
  const head = memory.conversation.log.length;
  if (Math.max(0, ...seqs) !== head) problems.push(`a new page ends at ${Math.max(0, ...seqs)} of ${head}`);
  releaseAgain();
  if (({} as { polluted?: unknown }).polluted !== undefined) problems.push('a prototype was changed');
  return problems;
}

test(`${seeds.length * FRAMES_PER_RUN} mutated pushes: the client never throws, never loops, and starts again`, {
  timeout: 3_600_000,
}, async () => {
  const found: Record<number, string[]> = {};
  for (const seed of seeds) {
    const problems = await attackClient(seed);
    if (problems.length > 0) found[seed] = problems;
  }
  expect(found, 'FUZZ_SEED=<seed> replays a run').toEqual({});
  expect(thrown).toEqual([]);
});
