#!/usr/bin/env node
// Generates the last columns of docs/fault-matrix.md and docs/security.md: the tests that name a fault in their title, such
// as "fault 26, 31: …", and the mutations that show that a test detects its fault (mutations/*.json).
// usage: node scripts/fault-docs.mjs [--update]      without it, a difference or a fault without a test is an error
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutationsOf } from './lib/mutation-tables.mjs';
import { digestOf, readEntries, readResults } from './lib/mutations.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
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

const results = readResults();

/** The cell of a row: for each mutation what it breaks, its file, and whether its result is recorded. */
function mutationCell(row, entries) {
  const cells = mutationsOf(row, entries).map((mutation) => {
    if (mutation.none !== undefined) return `none: ${mutation.none}`;
    const isProven = results[mutation.id] === digestOf(mutation);
    return `[${mutation.what}](../${mutation.file})${isProven ? '' : ' (not run yet)'}`;
  });
  return cells.join('; ');
}

const untested = [];
const known = new Set();
const faults = readEntries('mutations/faults.json');
const security = readEntries('mutations/security.json');

const pages = [
  {
    file: 'docs/fault-matrix.md',
    fill: (text) =>
      text.replace(/^\| (\d+) \|(.*)\|[^|]*\|[^|]*\|$/gm, (_, id, cells) => {
        known.add(Number(id));
        const links = [...(testsOf.get(Number(id)) ?? [])];
        if (links.length === 0) untested.push(id);
        return `| ${id} |${cells}| ${links.join(', ')} | ${mutationCell({ id }, faults)} |`;
      }),
  },
  {
    file: 'docs/security.md',
    fill: (text) =>
      text.replace(/^\| (S\d+) \|(.*)\| `([^`]+)`: (.+?) \|[^|]*\|$/gm, (_, id, cells, file, title) => {
        const row = { id, test: { file, title } };
        return `| ${id} |${cells}| \`${file}\`: ${title} | ${mutationCell(row, security)} |`;
      }),
  },
];

for (const { file, fill } of pages) {
  const before = readFileSync(join(root, file), 'utf8');
  const text = fill(before);
  if (update) writeFileSync(join(root, file), text);
  else if (text !== before)
    fail(`${file} does not name the tests and mutations as they are: run "npm run docs:update"`);
}

const unknown = [...testsOf.keys()].filter((number) => !known.has(number));
if (unknown.length > 0) fail(`tests name faults that docs/fault-matrix.md does not have: ${unknown.join(', ')}`);
if (untested.length > 0)
  fail(`no test plays fault ${untested.join(', ')}: name the number in its title ("fault ${untested[0]}: …")`);

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
