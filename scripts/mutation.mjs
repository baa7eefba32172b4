#!/usr/bin/env node
// Mutation testing of the client's machine, delivery and log with StrykerJS: docs/mutation-testing.md.
// usage: node scripts/mutation.mjs [PART…]      without a part, all of scripts/mutation/parts.mjs
import { spawnSync } from 'node:child_process';
import { PARTS } from './mutation/parts.mjs';
import { recordReport, writeTable } from './mutation/scores.mjs';

const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}
for (const part of asked.length > 0 ? asked : Object.keys(PARTS)) {
  const { status } = spawnSync('npx', ['stryker', 'run', 'scripts/mutation/stryker.config.mjs'], {
    stdio: 'inherit',
    env: { ...process.env, MUTATION_PART: part },
  });
  if (status !== 0) process.exit(status ?? 1);
  recordReport(`.cache/mutation/${part}.json`);
  writeTable();
}
