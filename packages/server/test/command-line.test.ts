import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { ConfigError } from '../src/config/config-error.ts';
import { HELP, readCommandLine } from '../src/config/read-command-line.ts';

test('defaults are safe: this machine only, no demo', () => {
  expect(readCommandLine([], {})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    demo: false,
    mounts: [],
    help: false,
  });
});

test('arguments win over the environment', () => {
  const env = { PORT: '1', HOST: '0.0.0.0', CHAT_DEMO: '1', CHAT_DATA: '/env', CHAT_MOUNTS: `/a=${tmpdir()}` };
  expect(readCommandLine([], env)).toMatchObject({ port: 1, host: '0.0.0.0', demo: true, dataDir: '/env' });
  expect(readCommandLine(['--port', '2', '--data', '/arg', '--mount', `/b=${tmpdir()}`], env)).toMatchObject({
    port: 2,
    dataDir: '/arg',
    mounts: [{ path: '/b', directory: tmpdir() }],
  });
});

test.each([
  [['--prot', '1'], '--prot'],
  [['--port', 'x'], '--port'],
  [['--port', '70000'], '--port'],
  [['--port'], '--port'],
  [['stray'], 'stray'],
  [['--mount', 'docs'], '--mount'],
  [['--mount', '/docs=/no/such/folder'], '/no/such/folder'],
  [['--log-level', 'loud'], '--log-level'],
])('%j is refused by name', (args, named) => {
  expect(() => readCommandLine(args, {})).toThrow(ConfigError);
  expect(() => readCommandLine(args, {})).toThrow(named);
});

test('an environment that cannot be meant is refused by name', () => {
  expect(() => readCommandLine([], { DATABASE_URL: 'mysql://x' })).toThrow('DATABASE_URL');
  expect(() => readCommandLine([], { CHAT_DEMO: 'maybe' })).toThrow('CHAT_DEMO');
});

test('--help names every option', () => {
  for (const name of ['--port', '--host', '--data', '--demo', '--mount', '--log-level', 'DATABASE_URL']) {
    expect(HELP).toContain(name);
  }
});
