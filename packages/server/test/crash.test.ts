import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createServer as listenOn } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freshData } from './support/fresh-data.ts';
import {
  hasPidNamespaces,
  runCli,
  runCliInNamespace,
  type ServerProcess,
  startCli,
  startCliInNamespace,
  startLife,
} from './support/server-process.ts';
import { connect, mint, openChat } from './support/visitor.ts';

const TIMEOUT_MS = 240_000;

async function dataFolder(): Promise<string> {
  const folder = await freshData();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Kills the process when the test ends, also after a failure. */
function mortal(server: ServerProcess): ServerProcess {
  onTestFinished(() => server.kill());
  return server;
}

test(
  'kill -9 between two messages loses nothing, and the log continues without a gap',
  async () => {
    const data = await dataFolder();
    const visitor = mint();
    const first = mortal(await startLife(data, true));
    const before = await openChat(first.url, { auth: { visitor } });
    const cid = randomUUID();
    const sent = await before.visitor.say('before', { cid });
    await before.visitor.answer(sent.seq);
    const { epoch } = before.hello;
    await first.kill();

    const second = mortal(await startLife(data, true));
    const { visitor: raw, hello } = await openChat(second.url, { auth: { visitor } });
    expect(hello.epoch, 'a restart keeps the epoch').toBe(epoch);
    expect(await raw.say('before', { cid })).toMatchObject({ ok: true, seq: sent.seq, dup: true });
    const next = await raw.say('after');
    await raw.answer(next.seq);
    const { items } = await raw.hello();
    expect(items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(items.map(({ body }: { body: { text: string } }) => body.text)).toEqual([
      'Hello you',
      'before',
      'Echo: before',
      'after',
      'Echo: after',
    ]);
  },
  TIMEOUT_MS,
);

test(
  'kill -9 during a turn: the next process resumes it where it stopped, once',
  async () => {
    const data = await dataFolder();
    const visitor = mint();
    const first = mortal(await startLife(data, false));
    const { visitor: raw, hello } = await openChat(first.url, { auth: { visitor }, params: { name: 'Ada' } });
    await raw.hears('Hello Ada');
    const { seq } = await raw.say('ask after the crash', { params: { name: 'Ada' } });
    const { steps } = await raw.next('thinking', ({ stage }) => stage === 'look');
    await first.kill();

    const second = mortal(await startLife(data, true));
    const again = await connect(second.url, { auth: { visitor } });
    await again.hello({ cursor: { epoch: hello.epoch, after: 0, id: null } });
    const { items } = await expect
      .poll(async () => again.ask('sync', { epoch: hello.epoch, after: seq }))
      .toMatchObject({ head: seq + 1 })
      .then(() => again.ask('sync', { epoch: hello.epoch, after: seq }));
    // Step 2 is the agent node: the steps before it were not run again.
    expect(items).toMatchObject([
      {
        turn: seq,
        body: { text: expect.stringMatching(/^Answer to ask after the crash as \d+:2 \(Ada\)$/) },
        // The stage that both processes reported is listed once, with the start time of the first process.
        steps: [{ id: steps[0].id, name: 'look', startedAt: steps[0].startedAt, state: 'done' }],
      },
    ]);
    expect(await again.say('unlocked')).toMatchObject({ ok: true });
  },
  TIMEOUT_MS,
);

test(
  'a data folder locked by a running process is refused with a clear error, and not touched',
  async () => {
    const data = await dataFolder();
    const first = mortal(await startCli('--data', data, '--port', '0', '--demo'));
    const second = await runCli('--data', data, '--port', '0', '--demo');
    expect(second.code).toBe(1);
    expect(second.output).toContain(data);
    expect(second.output).toContain(`process ${first.child.pid}`);
    expect(second.output).not.toMatch(/^\s+at /m);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);

    const lock = readFileSync(join(data, 'server.lock'), 'utf8');
    await first.kill();
    expect(readFileSync(join(data, 'server.lock'), 'utf8'), 'kill -9 leaves the lock').toBe(lock);
    const third = mortal(await startCli('--data', data, '--port', '0'));
    expect(await third.interrupt()).toBe(0);
    expect(existsSync(join(data, 'server.lock')), 'a clean end does not').toBe(false);
  },
  TIMEOUT_MS,
);

test(
  'a lock whose process id now belongs to another process is taken over',
  async () => {
    const data = await dataFolder();
    await writeFile(join(data, 'server.lock'), JSON.stringify({ pid: process.pid, host: 'here' }));
    const server = mortal(await startCli('--data', data, '--port', '0'));
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  },
  TIMEOUT_MS,
);

test.skipIf(!hasPidNamespaces())(
  'fault 59: a second container on the same volume is refused, and every acknowledged message is kept',
  async () => {
    const data = await dataFolder();
    const visitor = mint();
    const auth = { botId: '1', visitor };
    const first = mortal(await startCliInNamespace('--data', data, '--port', '0', '--demo'));
    const { visitor: raw } = await openChat(first.url, { auth });
    const { seq } = await raw.say('before the second container');
    // The agent of the demo is slow, and nothing is accepted while it works.
    await raw.answer(seq);
    const second = await runCliInNamespace('--data', data, '--port', '0', '--demo');
    expect(second).toMatchObject({ code: 1, output: expect.stringContaining('is in use by another server') });
    const last = await raw.say('after the second container');
    expect(last).toMatchObject({ ok: true });
    await first.kill();

    const third = mortal(await startCliInNamespace('--data', data, '--port', '0'));
    const { items } = await (await connect(third.url, { auth })).hello();
    const said = items.filter(({ from }: { from: { kind: string } }) => from.kind === 'visitor');
    expect(said).toMatchObject([
      { seq, body: { text: 'before the second container' } },
      { seq: last.seq, body: { text: 'after the second container' } },
    ]);
  },
  TIMEOUT_MS,
);

test(
  'Ctrl-C sends bye DEPLOY and exits with 0; a port in use is reported and the next one is used',
  async () => {
    const data = await dataFolder();
    const blocker = listenOn().listen(0, '127.0.0.1');
    onTestFinished(() => void blocker.close());
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as { port: number };
    const server = mortal(await startCli('--data', data, '--port', String(port), '--demo'));
    expect(server.output()).toContain(`Port ${port} is already in use`);
    expect(Number(new URL(server.url).port)).toBeGreaterThan(port);
    const { visitor } = await openChat(server.url, { auth: { botId: '1' } });
    const ended = server.interrupt();
    expect(await visitor.next('bye')).toMatchObject({ code: 'DEPLOY', retry: true });
    expect(await ended).toBe(0);
  },
  TIMEOUT_MS,
);
