#!/usr/bin/env node
// Runs the benchmarks and writes bench/results.md. usage: npm run bench [send] [push] [connect] [store] [memory]
// Only ratios within one run are meaningful, because absolute times depend on the machine and its load.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale', '--js'], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(1);

// Client and server run on one core where `taskset` exists: waking another core can cost the sender as much as a send,
// depending on whether that core sleeps.
const PINNED = 'BENCH_PINNED';
if (!process.env[PINNED]) {
  const again = [process.execPath, ...process.argv.slice(1)];
  const pinned = spawnSync('taskset', ['-c', '0', ...again], {
    stdio: 'inherit',
    env: { ...process.env, [PINNED]: '1' },
  });
  if (!pinned.error) process.exit(pinned.status ?? 1);
}

const { benchSends } = await import('./core/send.mjs');
const { benchPushes } = await import('./core/push.mjs');
const { benchConnects } = await import('./core/connect.mjs');
const { benchStore } = await import('./core/store.mjs');
const { benchMemory } = await import('./core/memory.mjs');
const all = { send: benchSends, push: benchPushes, connect: benchConnects, store: benchStore, memory: benchMemory };

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);
  process.exit(2);
}
const version = (name) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
const sections = [];
for (const [name, bench] of Object.entries(all)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const text = await bench();
  console.log(text);
  sections.push(text);
}
if (named.length === 0) {
  const head = [
    '# Client benchmarks',
    '',
    `Written by \`npm run bench\`. Node ${process.versions.node}, ${cpus().length} cores of ${cpus()[0]?.model.trim()}; socket.io-client ${version('socket.io-client')}, xstate ${version('xstate')}, zod ${version('zod')}.`,
    'The contestants alternate within one run. The first one is measured twice; a difference smaller than that between its two results is noise.',
    `${process.env[PINNED] ? 'Client and server share one core. ' : ''}The spread is the interquartile range of the rounds. Compare ratios; absolute times depend on the machine.`,
    '',
  ];
  writeFileSync(join(root, 'bench/results.md'), [...head, ...sections].join('\n'));
}
process.exit(0);
