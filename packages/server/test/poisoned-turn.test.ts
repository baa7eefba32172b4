import { rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createServer } from '../src/index.ts';
import { done } from './support/admin-api.ts';
import { freshData } from './support/fresh-data.ts';
import { type ServerProcess, startLife } from './support/server-process.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { connect, mint, openChat } from './support/visitor.ts';

const TIMEOUT_MS = 240_000;

async function dataFolder(): Promise<string> {
  const folder = await freshData();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function startOn(data: string): Promise<ServerProcess> {
  const server = await startLife(data, true);
  onTestFinished(() => server.kill());
  return server;
}

const ended = ({ child }: ServerProcess) => expect.poll(() => child.signalCode, { timeout: 20_000 }).toBe('SIGKILL');

test(
  'fault 58: a turn that ended its process twice is abandoned; visitor, metrics and audit log show it',
  async () => {
    const data = await dataFolder();
    const visitor = mint();
    const first = await startOn(data);
    const poison = await openChat(first.url, { auth: { visitor } });
    await poison.visitor.hears('Hello you');
    const seq = 2;
    // The process may crash before it has answered the send.
    await poison.visitor.say('ask and die').catch(() => {});
    await ended(first);
    await ended(await startOn(data));

    const third = await startOn(data);
    const again = await connect(third.url, { auth: { visitor } });
    await again.hello({ cursor: { epoch: poison.hello.epoch, after: seq, id: null } });
    await expect
      .poll(async () => (await again.ask('sync', { epoch: poison.hello.epoch, after: seq })).items)
      .toMatchObject([{ turn: seq, body: { text: 'Something went wrong on our side. Please try again.' } }]);
    const next = await again.say('hello again');
    expect((await again.answer(next.seq)).body.text).toBe('Echo: hello again');

    expect(await (await fetch(`${third.url}/metrics`)).text()).toContain('chat_turns_total{result="abandoned"} 1');
    const { token } = await done(third.url, 'login', { login: 'ann', password: 'ann-password' });
    const { items } = await done(third.url, 'audit', { limit: 10, action: 'bot.turn_abandoned' }, { token });
    expect(items).toMatchObject([
      { actor: null, target: { kind: 'bot', id: 'test' }, detail: { node: 'agent', version: 1, attempts: 2 } },
    ]);
  },
  TIMEOUT_MS,
);

test(
  'a clean stop does not count as an attempt, however often it happens',
  async () => {
    const dataDir = await dataFolder();
    const visitor = mint();
    const start = (held: HeldAgent) => createServer({ dataDir, bots: [testBot], providers: { held } });
    const waiting = new HeldAgent();
    for (let round = 0; round < 3; round += 1) {
      const server = await start(waiting);
      if (round === 0) {
        const { visitor: raw } = await openChat(server.url, { auth: { visitor } });
        await raw.say('ask patiently');
      }
      await expect.poll(() => waiting.runs.length, { timeout: 20_000 }).toBe(round + 1);
      await server.close();
    }
    const held = new HeldAgent();
    const server = await start(held);
    onTestFinished(() => server.close());
    await expect.poll(() => held.find('ask patiently'), { timeout: 20_000 }).toBeDefined();
    const raw = await connect(server.url, { auth: { visitor } });
    await raw.hello();
    held.find('ask patiently')?.finish('Patience');
    await raw.hears('Patience');
  },
  TIMEOUT_MS,
);
