#!/usr/bin/env node
// Fills the last column of docs/fault-matrix.md: a test names the faults it plays, as in "fault 26, 31: …".
// usage: node scripts/fault-docs.mjs [--update]      without it, a page that differs, or a fault nobody plays, is an error
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
const players = new Map();
for (const file of testFiles.sort()) {
  const path = relative(root, file);
  // The title of a test, not a comment: it begins with a quotation mark.
  for (const [, numbers] of readFileSync(file, 'utf8').matchAll(/['"`][^'"`\n]*\bfaults? (\d+(?:(?:, | and )\d+)*)/g)) {
    for (const number of numbers.split(/, | and /).map(Number)) {
      const links = players.get(number) ?? new Set();
      players.set(
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
const unplayed = [];
const known = new Set();
const text = before.replace(/^\| (\d+) \|(.*)\|[^|]*\|$/gm, (_, number, cells) => {
  known.add(Number(number));
  const links = [...(players.get(Number(number)) ?? [])];
  if (links.length === 0) unplayed.push(number);
  return `| ${number} |${cells}| ${links.join(', ')} |`;
});

const unknown = [...players.keys()].filter((number) => !known.has(number));
if (unknown.length > 0) fail(`tests name faults that docs/fault-matrix.md does not have: ${unknown.join(', ')}`);
if (unplayed.length > 0)
  fail(`no test plays fault ${unplayed.join(', ')}: name the number in its title ("fault ${unplayed[0]}: …")`);
if (update) writeFileSync(page, text);
else if (text !== before) fail('docs/fault-matrix.md does not name the tests as they are: run "npm run docs:update"');

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
