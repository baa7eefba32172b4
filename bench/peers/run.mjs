#!/usr/bin/env node
// Compares our widget with other widgets that have a UI, in one run. Writes bench/peers.md; a run with names writes nothing.
// usage: npm run bench:peers [-- connective-chat deep-chat] [--messages=0,1000] [--rounds=5]
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { importTypescript } from '../../scripts/lib/import-typescript.mjs';
import { prepareContestants } from './contestants.mjs';
import { measure, respond } from './measure.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values: options, positionals: only } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: 'string', default: '0,10,20,1000,10000' },
    rounds: { type: 'string', default: '5' },
  },
});
const ROUNDS = Number(options.rounds);
/** Of these numbers of messages only the elements are counted, before any list is virtualized. */
const COUNTED = [10, 20];
const HISTORIES = options.messages.split(',').map(Number);
/** The widget that the budgets refer to: the smallest and fastest of the others. */
const REFERENCE = 'deep-chat';

const builder = [join(root, 'scripts/build.mjs'), '--if-stale', '--js', 'core', 'vanilla-ui'];
const build = spawnSync(process.execPath, builder, { stdio: 'inherit' });
if (build.status !== 0) process.exit(1);
const prepared = await prepareContestants(only);
const contestants = prepared.filter(({ script }) => script);
const names = contestants.map(({ name }) => name);
const { launchBrowser } = await importTypescript(join(root, 'e2e/support/launch-browser.ts'));
const server = createServer(respond(contestants));
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await launchBrowser();

/** The two that the ratios are of are measured more often: five measurements of a start differ by a half. */
const COMPARED = ['connective-chat', REFERENCE];
const COMPARED_ROUNDS = 3 * ROUNDS;

const contestantOf = (name) => contestants.find((contestant) => contestant.name === name);
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** The medians of a widget by number of messages; `null` where a measurement took too long. */
const results = new Map(names.map((name) => [name, new Map()]));
try {
  for (const count of HISTORIES) {
    const rounds = count > 1000 || COUNTED.includes(count) ? 1 : ROUNDS;
    const taken = new Map(names.map((name) => [name, []]));
    for (let round = 0; round < (rounds === 1 ? 1 : COMPARED_ROUNDS); round++) {
      const measured = round < rounds ? names : names.filter((name) => COMPARED.includes(name));
      // In turn, and the next time backwards, so that none is always first.
      for (const name of round % 2 ? measured.toReversed() : measured) {
        if (taken.get(name).includes(null)) continue;
        taken.get(name).push(await measure(browser, url, contestantOf(name), count));
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

for (const count of HISTORIES.filter((each) => !COUNTED.includes(each))) {
  const label = count.toLocaleString('en');
  row(`script start to ready, ${label} messages`, at(count, 'open'), ms, { 0: 1, 1000: 0.6 }[count]);
  row(`one more message until painted, at ${label}`, at(count, 'append'), ms);
  row(`a burst of 100, at ${label}`, at(count, 'burst'), ms, count === 1000 ? 0.5 : undefined);
  row(`memory, ${label} messages and 120 more`, at(count, 'memory'), kb);
  row(`DOM elements, ${label} messages and 120 more`, at(count, 'elements'), String);
}
// What appears once with the first message, such as the date, is no part of a message.
const perMessage = (name) => (at(20, 'shown')(name) - at(10, 'shown')(name)) / 10;
if (COUNTED.every((count) => HISTORIES.includes(count))) row('DOM elements per message', perMessage, number);

const brotli = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const size = spawnSync(process.execPath, [join(root, 'scripts/size.mjs')], { encoding: 'utf8' }).stdout;
const opened = Number(/widget, opened: ([\d.]+) kB/.exec(size)?.[1] ?? 0) * 1000;
const bytesOf = ({ folder, name, published, script }) =>
  [script, ...published.map((address) => readFileSync(join(folder, address.replace(`/${name}/`, ''))))].reduce(
    (sum, file) => sum + brotli(file),
    0,
  );
const bytes = new Map(contestants.map((each) => [each.name, each.name === 'connective-chat' ? opened : bytesOf(each)]));
row('bytes of the opened widget, brotli', (name) => bytes.get(name), kb, 0.9);

const titles = contestants.map(({ name, version }) => (version ? `${name} ${version}` : name));
const failed = prepared
  .filter(({ error }) => error)
  .map(({ name, error }) => `\n\n${name} could not be measured: ${error}`);
const table = `| | ${titles.join(' | ')} | ratio | budget |
|---|${'--:|'.repeat(titles.length + 1)}---|
${rows.join('\n')}`;
console.log(table);
if (only.length > 0) process.exit();
writeFileSync(
  join(root, 'bench/peers.md'),
  `# Comparison with other widgets

Written by \`npm run bench:peers\`: the widgets are measured alternately within one run. Medians of ${COMPARED_ROUNDS} measurements of ours and of ${REFERENCE}, of ${ROUNDS} of the others, and of one for 10,000 messages; compare ratios, because absolute times depend on the machine. The ratio is ours to ${REFERENCE}, the smallest and fastest of the others.

Each widget displays given messages without a network, and is loaded as its authors publish it for a page without a bundler, from one local server, uncompressed and not cached: deep-chat as the module \`deepChat.bundle.js\`, n8n-chat as \`chat.bundle.es.js\`, botframework-webchat as \`webchat.js\`. carbon-ai-chat is published for bundlers alone, and is bundled with esbuild. Ours is started as its loader \`kwjs.js\` does it, from the module and the chunks of its published build, with a scripted client in the place of a connection; its size includes the real client. The files of the others are requested at once, because a page would name them; those of ours only by the loader.${failed.join('')}

${table}
`,
);
