import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root, spawnNode, waitForAddress } from './support/server.ts';

const OURS = ['core', 'contracts', 'vanilla-ui', 'console', 'server'] as const;

/*
 * What `npx @connective-chat/server` finds in an empty folder: the packages of this repository as they are published,
 * and of the others only the declared dependencies. They are linked instead of installed, so that the test needs no
 * registry.
 */
function install(folder: string): string {
  for (const name of OURS) {
    const cwd = join(root, 'packages', name);
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
        cwd,
        encoding: 'utf8',
      }),
    );
    const home = join(folder, 'node_modules/@connective-chat', name);
    mkdirSync(home, { recursive: true });
    execFileSync('tar', ['xzf', join(folder, packed.filename), '-C', home, '--strip-components=1']);
    const { dependencies = {} } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    for (const needed of Object.keys(dependencies).filter((each) => !each.startsWith('@connective-chat/'))) {
      const link = join(home, 'node_modules', needed);
      const found = [join(cwd, 'node_modules', needed), join(root, 'node_modules', needed)].find(existsSync);
      expect(found, `${needed} of ${name}`).toBeDefined();
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(found as string, link);
    }
  }
  return join(folder, 'node_modules/@connective-chat/server');
}

test('the published server package serves the chat, the widget and the pages with only its declared dependencies', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'connective-chat-packed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = install(folder);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const server = spawnNode([
    join(home, bin['connective-chat-server']),
    ...['--demo', '--host', '127.0.0.1', '--port', '0', '--data', join(folder, 'data')],
  ]);
  onTestFinished(async () => {
    server.child.kill('SIGKILL');
    await server.exit;
  });
  const url = await waitForAddress(server);
  for (const path of [
    '/healthz',
    '/readyz',
    '/metrics',
    '/',
    '/kwjs.js',
    '/kwjs-legacy.js',
    '/operator',
    '/settings',
  ]) {
    expect((await fetch(url + path)).status, path).toBe(200);
  }
  server.child.kill('SIGINT');
  expect(await server.exit).toBe(0);
});
