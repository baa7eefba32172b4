#!/usr/bin/env node
// The widget on a slow network and CPU, emulated by Chrome's DevTools: the time until the launcher is visible, and from
// the click until the visitor can write. Writes bench/slow.md. usage: npm run build && npm run bench:slow
import { writeFileSync } from 'node:fs';
import { createServer as createHost } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, demoBot } from '@connective-chat/server';
import { importTypescript } from '../../scripts/lib/import-typescript.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ROUNDS = 5;

const NETWORKS = {
  'not throttled': null,
  '1.6 Mbit/s, 150 ms': { kbits: 1600, latency: 150 },
  '400 kbit/s, 400 ms': { kbits: 400, latency: 400 },
};
const CPUS = { '1×': 1, '4× slower': 4 };
/** When the visitor clicks: as soon as the launcher is visible, or after the page has finished loading. */
const PRESSES = { immediately: 0, 'after 8 s': 8000 };

const server = await createServer({
  demo: true,
  bots: [{ ...demoBot, settings: { ...demoBot.settings, origins: '*' } }],
});
const page = `<!doctype html><title>A shop</title><link rel="icon" href="data:,"><h1>A shop</h1><script>
  kw = (...call) => (kw.q = kw.q || []).push(call);
  KwizbotWidget = 'kw';
  kw('init', { bot_id: '${demoBot.id}', language_code: 'en' });
</script><script async src="${server.url}/kwjs.js"></script>`;
const host = createHost((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(page);
});
await new Promise((done) => host.listen(0, '127.0.0.1', done));
const { launchBrowser } = await importTypescript(join(root, 'e2e/support/launch-browser.ts'));
const browser = await launchBrowser();

/** Records in each frame which parts have become visible. */
function watch() {
  const seen = {};
  Object.assign(globalThis, { seen });
  const parts = { launcher: '.launcher', input: '.input', greeting: '.row .bubble' };
  const look = () => {
    const shadow = document.querySelector('connective-chat')?.shadowRoot;
    for (const [name, selector] of Object.entries(parts)) {
      if (seen[name] === undefined && shadow?.querySelector(selector)?.checkVisibility())
        seen[name] = performance.now();
    }
    requestAnimationFrame(look);
  };
  look();
}

async function measure(network, rate, wait) {
  const context = await browser.newContext({ viewport: { width: 390, height: 780 } });
  const tab = await context.newPage();
  await tab.addInitScript(watch);
  const session = await context.newCDPSession(tab);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  if (network) {
    const bytes = (network.kbits * 1000) / 8;
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: network.latency,
      downloadThroughput: bytes,
      uploadThroughput: bytes,
    });
  }
  await tab.goto(`http://127.0.0.1:${host.address().port}/`);
  await tab.waitForFunction('seen.launcher !== undefined', null, { timeout: 60_000 });
  if (wait > 0) await new Promise((done) => setTimeout(done, wait));
  const pressed = await tab.evaluate(() => {
    document.querySelector('connective-chat').shadowRoot.querySelector('.launcher').click();
    return performance.now();
  });
  await tab.waitForFunction('seen.greeting !== undefined', null, { timeout: 60_000 });
  const { launcher, input, greeting } = await tab.evaluate('seen');
  await context.close();
  return { launcher, input: input - pressed, greeting: greeting - pressed };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ms = (value) => `${Math.round(value)} ms`;
const lines = [];
try {
  await measure(null, 1, 0);
  for (const [net, network] of Object.entries(NETWORKS)) {
    for (const [cpu, rate] of Object.entries(CPUS)) {
      for (const [press, wait] of Object.entries(PRESSES)) {
        const runs = [];
        for (let round = 0; round < ROUNDS; round += 1) runs.push(await measure(network, rate, wait));
        const [launcher, input, greeting] = ['launcher', 'input', 'greeting'].map((key) =>
          ms(median(runs.map((run) => run[key]))),
        );
        lines.push(`| ${net} | ${cpu} | ${launcher} | ${press} | ${input} | ${greeting} |`);
        console.log(lines.at(-1));
      }
    }
  }
} finally {
  await browser.close();
  host.close();
  await server.close();
}

writeFileSync(
  join(root, 'bench/slow.md'),
  `# Slow network and slow CPU

Written by \`npm run bench:slow\`: the widget added by a script tag to an empty page, with a real server, in Chrome ${await browser.version()}. Nothing is cached. Network and CPU are throttled by the DevTools protocol, which throttles HTTP but not WebSocket frames. Medians of ${ROUNDS}.

| network | CPU | navigation → launcher visible | click | click → can write | click → greeting visible |
|---|---|--:|---|--:|--:|
${lines.join('\n')}
`,
);
