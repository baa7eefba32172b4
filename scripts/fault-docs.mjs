#!/usr/bin/env node
// Generates the last column of docs/fault-matrix.md from test titles that name faults, such as "fault 26, 31: …".
// usage: node scripts/fault-docs.mjs [--update]      without it, a difference or a fault without a test is an error
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/fault-matrix.md');
const update = process.argv.includes('--update');

const testFiles = ['packages', 'e2e'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules')),
);

/** @type {Map<number, Set<string>>} number → files, as links */
const testsOf = new Map();
for (const file of testFiles.sort()) {
  const path = relative(root, file);
  // Titles start with a quotation mark; comments are ignored.
  for (const [, numbers] of readFileSync(file, 'utf8').matchAll(/['"`][^'"`\n]*\bfaults? (\d+(?:(?:, | and )\d+)*)/g)) {
    for (const number of numbers.split(/, | and /).map(Number)) {
      const links = testsOf.get(number) ?? new Set();
      testsOf.set(
        number,
        links.add(
          `[${path
            .split('/')
            .at(-1)
            ?.replace(/\.test\.tsx?$/, '')}](../${path})`,
        ),
      );
    }
  }
}

const before = readFileSync(page, 'utf8');
const untested = [];
const known = new Set();
const text = before.replace(/^\| (\d+) \|(.*)\|[^|]*\|$/gm, (_, number, cells) => {
  known.add(Number(number));
  const links = [...(testsOf.get(Number(number)) ?? [])];
  if (links.length === 0) untested.push(number);
  return `| ${number} |${cells}| ${links.join(', ')} |`;
});

const unknown = [...testsOf.keys()].filter((number) => !known.has(number));
if (unknown.length > 0) fail(`tests name faults that are missing in docs/fault-matrix.md: ${unknown.join(', ')}`);
if (untested.length > 0)
  fail(
    `no test for fault ${untested.join(', ')}: put the number into the title of its test ("fault ${untested[0]}: …")`,
  );
if (update) writeFileSync(page, text);
else if (text !== before) fail('the tests in docs/fault-matrix.md are out of date: run "npm run docs:update"');

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
