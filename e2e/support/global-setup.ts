import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { launchBrowserServer } from './launch-browser-server.ts';
import { root } from './root.ts';

/**
 * End-to-end tests run what is published: the built server, widget and example applications, in one shared browser.
 * With `E2E_BUILD=none` they run the existing build, even if sources have changed since: see scripts/mutants.mjs.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.E2E_BUILD !== 'none') build();
  const browser = await launchBrowserServer();
  project.provide('browserEndpoint', browser.wsEndpoint());
  return () => browser.close();
}

function build(): void {
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'scripts/build.mjs'), '--if-stale', '--js', '--examples'],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) throw new Error('the build failed: the journeys have nothing to run on');
}
