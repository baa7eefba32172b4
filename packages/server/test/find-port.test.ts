import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readCommandLine } from '../src/config/read-command-line.ts';
import { createServer as createChatServer } from '../src/create-server.ts';
import { findPort } from '../src/http/find-port.ts';
import { runCli } from './support/server-process.ts';

const HOST = '127.0.0.1';
const blocker = createServer();
let taken = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => blocker.listen(0, HOST, resolve));
  taken = (blocker.address() as { port: number }).port;
});
afterAll(() => void blocker.close());

test('a port in use is replaced by the next free one, unless it must be exact', async () => {
  expect(await findPort(HOST, taken, { exact: false })).toBeGreaterThan(taken);
  await expect(findPort(HOST, taken, { exact: true })).rejects.toThrow(`Port ${taken} is already in use.`);
  expect(await findPort(HOST, 0, { exact: true })).toBe(0);
});

test('a named port is exact, except for the demo', () => {
  const exact = (args: string[], env: Record<string, string> = {}) => readCommandLine(args, env).exactPort;
  expect(exact([])).toBe(false);
  expect(exact(['--port', '4000'])).toBe(true);
  expect(exact([], { PORT: '4000' })).toBe(true);
  expect(exact(['--port', '4000', '--demo'])).toBe(false);
  expect(exact([], { PORT: '4000', CHAT_DEMO: '1' })).toBe(false);
});

test('the server does not start if its named port is in use', async () => {
  const { code, output } = await runCli('--port', String(taken));
  expect(code).toBe(1);
  expect(output).toContain(`Port ${taken} is already in use. Stop what listens there, or choose another port`);
});

test('a program whose port is in use creates no data, so that the next start still shows the one-time password', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'port-in-use-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'data');
  await expect(createChatServer({ host: HOST, port: taken, dataDir, admin: {} })).rejects.toThrow(
    `Port ${taken} is already in use. Stop what listens there, or choose another port (--port, or the option port).`,
  );
  expect(existsSync(dataDir)).toBe(false);
});
