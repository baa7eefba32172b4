#!/usr/bin/env node
// Compares our widget with other widgets that have a UI, in one run. Writes bench/peers.md. usage: npm run bench:peers
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { importTypescript } from '../../scripts/lib/import-typescript.mjs';
import { prepareContestants } from './contestants.mjs';
import { measure, respond } from './measure.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ROUNDS = 5;
/** The numbers of messages; `20` only counts elements, before any list is virtualized. */
const HISTORIES = [0, 20, 1000, 10_000];
/** The widget that the budgets refer to: the smallest and fastest of the others. */
const REFERENCE = 'deep-chat';

const prepared = await prepareContestants();
const contestants = prepared.filter(({ script }) => script);
const names = contestants.map(({ name }) => name);
const { launchBrowser } = await importTypescript(join(root, 'e2e/support/launch-browser.ts'));
const server = createServer(respond(contestants));
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await launchBrowser();

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** The medians of a widget by number of messages; `null` where a measurement took too long. */
const results = new Map(names.map((name) => [name, new Map()]));
try {
  for (const count of HISTORIES) {
    const rounds = count > 1000 || count === 20 ? 1 : ROUNDS;
    const taken = new Map(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      // In turn, and the next time backwards, so that none is always first.
      for (const name of round % 2 ? [...names].reverse() : names) {
        if (taken.get(name).includes(null)) continue;
        taken.get(name).push(await measure(browser, url, name, count));
      }
    }
    for (const [name, runs] of taken) {
      const of = (key) => (runs.includes(null) ? null : median(runs.map((run) => run[key])));
      const keys = ['open', 'append', 'burst', 'shown', 'elements', 'memory'];
      results.get(name).set(count, Object.fromEntries(keys.map((key) => [key, of(key)])));
      console.log(count, name, results.get(name).get(count));
    }
  }
} finally {
  await browser.close();
  server.close();
}

const kb = (bytes) => `${Math.round(bytes / 1000).toLocaleString('en')} kB`;
const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const number = (value) => (value < 20 ? value.toFixed(1) : String(value));
const rows = [];

/** A row with the value of each widget, and our ratio to the reference with its budget. */
function row(what, measured, show, budget) {
  const values = names.map(measured);
  const [ours] = values;
  const reference = measured(REFERENCE);
  const ratio = ours / reference;
  const verdict = budget === undefined ? '' : `≤ ${budget}${ratio > budget ? ', **missed**' : ''}`;
  const cells = values.map((value) => (value === null ? '> 90 s' : show(value)));
  rows.push(`| ${what} | ${cells.join(' | ')} | ${reference ? ratio.toFixed(2) : ''} | ${verdict} |`);
}
const at = (count, key) => (name) => results.get(name)?.get(count)[key] ?? null;

for (const count of HISTORIES.filter((each) => each !== 20)) {
  const label = count.toLocaleString('en');
  row(`script start to ready, ${label} messages`, at(count, 'open'), ms, { 0: 1, 1000: 0.6 }[count]);
  row(`one more message until painted, at ${label}`, at(count, 'append'), ms);
  row(`a burst of 100, at ${label}`, at(count, 'burst'), ms, count === 1000 ? 0.5 : undefined);
  row(`memory, ${label} messages and 120 more`, at(count, 'memory'), kb);
  row(`DOM elements, ${label} messages and 120 more`, at(count, 'elements'), String);
}
const perMessage = (name) => (at(20, 'shown')(name) - at(0, 'shown')(name)) / 20;
row('DOM elements per message, of 20 messages', perMessage, number);

const brotli = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const size = spawnSync(process.execPath, [join(root, 'scripts/size.mjs')], { encoding: 'utf8' }).stdout;
const opened = Number(/widget, opened: ([\d.]+) kB/.exec(size)?.[1] ?? 0) * 1000;
const bytes = new Map(contestants.map(({ name, script }, index) => [name, index === 0 ? opened : brotli(script)]));
row('bytes of the opened widget, brotli', (name) => bytes.get(name), kb, 0.9);

const titles = contestants.map(({ name, version }) => (version ? `${name} ${version}` : name));
const failed = prepared
  .filter(({ error }) => error)
  .map(({ name, error }) => `\n\n${name} could not be measured: ${error}`);
writeFileSync(
  join(root, 'bench/peers.md'),
  `# Comparison with other widgets

Written by \`npm run bench:peers\`: the widgets are measured alternately within one run. Medians of ${ROUNDS}, of one for 10,000 messages; compare ratios, because absolute times depend on the machine. The ratio is ours to ${REFERENCE}, the smallest and fastest of the others.

Each widget is one script, bundled in the same way, and displays given messages without a network. Ours uses a scripted client for this, and its size includes the real client. All parts that a widget loads on demand are in its script here, so a real start has less to read.${failed.join('')}

| | ${titles.join(' | ')} | ratio | budget |
|---|${'--:|'.repeat(titles.length + 1)}---|
${rows.join('\n')}
`,
);
console.log(readFileSync(join(root, 'bench/peers.md'), 'utf8'));
