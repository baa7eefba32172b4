#!/usr/bin/env node
// Lists the slowest tests and files of the last run, from the report that each vitest run writes.
// usage: node scripts/slowest-tests.mjs [count]      default 20
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const report = join(root, '.cache/test-report.json');
const count = Number(process.argv[2] ?? 20);
if (!existsSync(report)) {
  console.error('.cache/test-report.json is missing: run `npm test` first');
  process.exit(1);
}

const { testResults, startTime } = JSON.parse(readFileSync(report, 'utf8'));
const files = testResults.map(({ name, startTime: from, endTime: to, assertionResults }) => ({
  file: relative(root, name),
  ms: to - from,
  tests: assertionResults.map(({ fullName, duration }) => ({ title: fullName, ms: duration ?? 0 })),
}));
const tests = files.flatMap((each) => each.tests.map((test) => ({ ...test, file: each.file })));
const slowestFirst = (a, b) => b.ms - a.ms;
const seconds = (ms) => `${(ms / 1000).toFixed(1).padStart(7)} s`;

console.log(`${tests.length} tests in ${files.length} files, run at ${new Date(startTime).toISOString()}\n`);
console.log(`The ${count} slowest tests:`);
for (const { ms, file, title } of tests.sort(slowestFirst).slice(0, count)) {
  console.log(`${seconds(ms)}  ${file}  ${title}`);
}
console.log(`\nThe ${count} slowest files, with their hooks:`);
for (const { ms, file } of files.sort(slowestFirst).slice(0, count)) console.log(`${seconds(ms)}  ${file}`);
