#!/usr/bin/env node
// Builds the playground and serves it with a real chat server. usage: npm run playground [-- --port 4310 --data folder]
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importTypescript } from '../../../scripts/lib/import-typescript.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const { values } = parseArgs({
  options: { port: { type: 'string', default: '4310' }, data: { type: 'string', default: '.data/playground' } },
});

// The chat server runs from its built package, and the page is built with the examples.
const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale', '--js', '--examples'], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

const { startPlayground } = await importTypescript(join(root, 'playground/src/server/playground-server.ts'));
const playground = await startPlayground({ port: Number(values.port), dataDir: join(root, values.data) });
console.log(`Playground: ${playground.url}`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await playground.close();
    process.exit(0);
  });
}
