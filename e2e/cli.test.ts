import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freshData } from '../packages/server/test/support/fresh-data.ts';
import { RawVisitor } from './support/raw-visitor.ts';
import { freePort, root, spawnCli, spawnNode, startServer, waitForAddress } from './support/server.ts';

async function dataFolder(): Promise<string> {
  const data = await freshData();
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

function run(...args: string[]) {
  const started = spawnCli(args);
  onTestFinished(async () => {
    started.child.kill('SIGKILL');
    await started.exit;
  });
  return started;
}

test('--help lists every option and starts nothing', async () => {
  const { exit, output } = run('--help');
  expect(await exit).toBe(0);
  for (const option of ['--port', '--host', '--data', '--demo']) expect(output()).toContain(option);
});

test('an unknown option is reported by name', async () => {
  const { exit, output } = run('--prot', '1');
  expect(await exit).not.toBe(0);
  expect(output()).toContain('--prot');
});

test('a port in use is reported, and the next free port is used', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void blocker.close());
  await new Promise((done) => blocker.once('listening', done));
  const { port } = blocker.address() as { port: number };

  const started = run('--demo', '--host', '127.0.0.1', '--port', String(port), '--data', await dataFolder());
  const url = await waitForAddress(started);
  expect(Number(new URL(url).port)).toBeGreaterThan(port);
  expect(started.output()).toMatch(new RegExp(`\\b${port}\\b.*(taken|in use|busy)`, 'i'));
});

test('a data folder locked by another process is refused, and the first process keeps running', async () => {
  const first = await startServer();
  onTestFinished(() => first.dispose());

  const second = run('--demo', '--host', '127.0.0.1', '--port', String(await freePort()), '--data', first.data);
  expect(await second.exit).toBe(1);
  expect(second.output()).toContain(first.data);
  expect(second.output(), 'one clear sentence and no stack').not.toMatch(/^\s+at /m);
  expect((await fetch(first.url)).status).toBe(200);
});

test('Ctrl-C exits with code 0, and the next start restores the conversation', async () => {
  const server = await startServer();
  onTestFinished(() => server.dispose());
  const visitor = new RawVisitor();
  onTestFinished(() => visitor.disconnect());
  await visitor.connect(server.url);
  await visitor.hello();
  const sent = await visitor.send('Do you deliver to Lviv?');
  expect(sent.ok).toBe(true);

  expect(await server.interrupt()).toBe(0);
  await expect(fetch(server.url)).rejects.toThrow();
  await server.start();
  await visitor.connect(server.url);
  const { items } = await visitor.hello();
  expect(items.find(({ seq }) => seq === sent.seq)?.body.text).toBe('Do you deliver to Lviv?');
});

test('the demo command serves the shop and the examples, and Ctrl-C exits with code 0', async () => {
  const port = await freePort();
  const data = await dataFolder();
  const demo = spawnNode([join(root, 'scripts/demo.mjs'), '--port', String(port), '--data', data]);
  onTestFinished(async () => {
    demo.child.kill('SIGKILL');
    await demo.exit;
  });
  const url = await waitForAddress(demo);
  for (const path of ['/', '/examples/react/', '/examples/vue/', '/examples/account/', '/examples/plain/']) {
    const answer = await fetch(url + path);
    expect(answer.status, path).toBe(200);
    expect(answer.headers.get('content-type'), path).toContain('text/html');
  }
  expect(existsSync(data)).toBe(true);

  demo.child.kill('SIGINT');
  expect(await demo.exit).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});
