import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './server.ts';

/** The journeys use what a visitor would get: the built server, widget and example apps. */
export default function setup(): void {
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'scripts/build.mjs'), '--if-stale', '--js', '--examples'],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) throw new Error('the build failed: the journeys have nothing to run on');
}
