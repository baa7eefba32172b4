#!/usr/bin/env node
// Compares our widget with deep-chat, the smallest other widget with a UI, in one run. Writes bench/peers.md.
// deep-chat is installed in .cache/peers and is not a dependency of the repository. usage: npm run bench:peers
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { importTypescript } from '../../scripts/lib/import-typescript.mjs';
import { inlineCss } from '../../scripts/lib/inline-css.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const PEER = 'deep-chat@2.4.2';
const folder = join(root, '.cache/peers');
const ROUNDS = 5;
const HISTORIES = [0, 1000, 10_000];

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), '{ "private": true }');
const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', PEER], {
  cwd: folder,
  stdio: 'inherit',
});
if (installed.status !== 0) process.exit(1);

const bundle = async (entry) => {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'contestant',
    target: 'es2022',
    conditions: ['@connective-chat/source', 'module', 'import', 'default'],
    define: { 'process.env.NODE_ENV': '"production"' },
    nodePaths: [join(folder, 'node_modules')],
    plugins: [inlineCss],
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
};
const scripts = {
  'connective-chat': await bundle(join(root, 'bench/peers/ours.ts')),
  'deep-chat': await bundle(join(root, 'bench/peers/deep-chat.js')),
};
const names = Object.keys(scripts);

const { launchBrowser } = await importTypescript(join(root, 'e2e/support/launch-browser.ts'));
const server = createServer((request, response) => {
  const name = names.find((one) => request.url === `/${one}.js`);
  response.setHeader('content-type', name ? 'text/javascript' : 'text/html; charset=utf-8');
  response.end(
    name
      ? scripts[name]
      : '<!doctype html><title>Bench</title><link rel="icon" href="data:,"><div style="position:fixed;inset:0"></div>',
  );
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await launchBrowser();

/** Measures one contestant in its own page: time to ready, memory, and the cost of one more message. */
async function measure(name, count) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  await page.goto(url);
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const before = await heap();
  const result = await page.evaluate(
    async ([script, many]) => {
      const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const texts = Array.from(
        { length: many },
        (_, index) => `Message ${index}: two to four working days within the country.`,
      );
      const began = performance.now();
      const tag = document.createElement('script');
      tag.src = script;
      await new Promise((done, failed) => {
        tag.onload = done;
        tag.onerror = failed;
        document.head.append(tag);
      });
      const add = await globalThis.contestant.show(texts, document.querySelector('div'));
      await painted();
      const open = performance.now() - began;
      const times = [];
      for (let index = 0; index < 20; index++) {
        await painted();
        const from = performance.now();
        add(`One more ${index}`);
        document.body.getBoundingClientRect();
        await painted();
        times.push(performance.now() - from);
      }
      const bursting = performance.now();
      for (let index = 0; index < 100; index++) add(`Burst ${index}`);
      await painted();
      const burst = performance.now() - bursting;
      const elements = (node) =>
        [...node.querySelectorAll('*')].reduce(
          (sum, one) => sum + 1 + (one.shadowRoot ? elements(one.shadowRoot) : 0),
          0,
        );
      return { open, append: times.sort((a, b) => a - b)[10], burst, elements: elements(document) };
    },
    [`/${name}.js`, count],
  );
  const memory = (await heap()) - before;
  await page.close();
  return { ...result, memory };
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const rows = [];
const kb = (bytes) => `${Math.round(bytes / 1000).toLocaleString('en')} kB`;
const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const row = (what, [ours, peer], show, budget) =>
  rows.push(
    `| ${what} | ${show(ours)} | ${show(peer)} | ${(ours / peer).toFixed(2)} | ${budget ? `≤ ${budget}${ours / peer > budget ? ', **missed**' : ''}` : ''} |`,
  );

for (const count of HISTORIES) {
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  const rounds = count > 1000 ? 1 : ROUNDS;
  for (let round = 0; round < rounds; round++) {
    // A B, then B A, so that neither is always first.
    for (const name of round % 2 ? [...names].reverse() : names) taken[name].push(await measure(name, count));
  }
  const of = (key) => names.map((name) => median(taken[name].map((one) => one[key])));
  const label = count.toLocaleString('en');
  row(`script start to ready, ${label} messages`, of('open'), ms, { 0: 0.6, 1000: 0.3 }[count]);
  row(`one more message until painted, at ${label}`, of('append'), ms, count === 1000 ? 0.5 : undefined);
  row(`a burst of 100, at ${label}`, of('burst'), ms, count === 1000 ? 0.15 : undefined);
  row(`memory, ${label} messages`, of('memory'), kb);
  row(`DOM elements, ${label} messages`, of('elements'), (value) => String(value));
}
await browser.close();
server.close();

const brotli = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const size = spawnSync(process.execPath, [join(root, 'scripts/size.mjs')], { encoding: 'utf8' }).stdout;
const opened = Number(/widget, opened: ([\d.]+) kB/.exec(size)?.[1] ?? 0) * 1000;
row(
  'bytes of the opened widget, brotli',
  [opened, brotli(await bundle(join(root, 'bench/peers/deep-chat.js')))],
  kb,
  0.6,
);

const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/deep-chat/package.json'), 'utf8'));
writeFileSync(
  join(root, 'bench/peers.md'),
  `# Comparison with other widgets\n\nWritten by \`npm run bench:peers\`: deep-chat ${version}, the smallest other widget with a UI, and ours, measured alternately within one run. Medians; compare ratios, because absolute times depend on the machine. Both display given messages without a network; our widget uses a scripted client for this, and its size includes the real client.\n\n| | connective-chat | deep-chat | ratio | budget |\n|---|--:|--:|--:|---|\n${rows.join('\n')}\n`,
);
console.log(readFileSync(join(root, 'bench/peers.md'), 'utf8'));
