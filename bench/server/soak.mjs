#!/usr/bin/env node
// 200 real clients talk to the server for an hour. Each sends a message every second or so, is stopped after ten, and is
// replaced by a new visitor, so that what is used has to stay the same. Writes bench/server/soak.md and docs/images/soak.svg.
// usage: npm run soak [-- --minutes 60] [--clients 200]
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createChatClient } from '@connective-chat/core';
import { createMemoryOutbox, createMemoryStorage } from '@connective-chat/core/testing';
import { startPostgres } from '../lib/start-postgres.mjs';
import { plot, slopeOf } from './lib/plot.mjs';
import { startServer } from './lib/start-server.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, clients: { type: 'string', default: '200' } },
});
const MINUTES = Number(values.minutes);
const CLIENTS = Number(values.clients);
const SENDS_PER_LIFE = 10;
const SAMPLES = 60;
/** The part of the run in which code is compiled and caches fill. */
const WARM_UP = 1 / 3;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Resolves when a value fits. */
async function until(readable, fits) {
  while (!fits(readable.get())) {
    await new Promise((resolve) => {
      const stop = readable.subscribe(() => {
        stop();
        resolve();
      });
    });
  }
}

let sends = 0;
let lives = 0;
let unconfirmed = 0;
let isOver = false;

/** One visitor, from the first connection to the last message. */
async function live(url) {
  lives += 1;
  const chat = createChatClient({
    url,
    botId: '1',
    collectPageContext: false,
    platform: { storage: createMemoryStorage(), outbox: createMemoryOutbox() },
    timeouts: { leaseGrace: 0 },
  });
  const release = chat.start();
  await until(chat.status, (status) => status === 'ready');
  for (let send = 0; send < SENDS_PER_LIFE && !isOver; send += 1) {
    const sent = chat.goTo('product-inquiry');
    if (sent.ok) {
      sends += 1;
      const { delivery } = await sent.settled;
      if (delivery !== 'confirmed') unconfirmed += 1;
    }
    await pause(500 + Math.random() * 1000);
  }
  release();
}

const postgres = await startPostgres();
const databaseUrl = postgres.urlOf(await postgres.createDatabase());
const server = await startServer({ databaseUrl });
const driver = 'pg';
const { Client } = createRequire(join(root, 'packages/server/package.json'))(driver);
const database = new Client(databaseUrl);
await database.connect();
const rowsOf = async (text) => Number((await database.query(`select count(*) from ${text}`)).rows[0].count);

const began = performance.now();
const clients = Array.from({ length: CLIENTS }, async (_, index) => {
  await pause((index / CLIENTS) * 5000);
  while (!isOver) await live(server.url);
});
const samples = [];
for (let sample = 0; sample <= SAMPLES; sample += 1) {
  await pause(Math.max(0, began + (sample * MINUTES * 60_000) / SAMPLES - performance.now()));
  const { used, sockets, timers, listeners } = await server.usage();
  samples.push({
    minutes: (performance.now() - began) / 60_000,
    heap: used / 1e6,
    sockets,
    timers,
    listeners,
    pending: await rowsOf("turns where state = 'pending'"),
  });
}
isOver = true;
await Promise.all(clients);
const total = { messages: await rowsOf('messages'), turns: await rowsOf('turns'), thinking: await rowsOf('thinking') };
await database.end();
await server.stop();
await postgres.stop();

const TITLES = {
  heap: 'Memory of the server after a garbage collection, MB',
  sockets: 'Open sockets of the server',
  timers: 'Timers of the server',
  listeners: 'Listeners of connections',
  pending: 'Turns that are not finished',
};
const charts = Object.entries(TITLES).map(([name, title]) => ({
  title,
  points: samples.map((sample) => [sample.minutes, sample[name]]),
}));
writeFileSync(join(root, 'docs/images/soak.svg'), plot(charts));
const rows = charts.map(({ title, points }) => {
  const warm = points.filter(([at]) => at >= MINUTES * WARM_UP);
  const mean = warm.reduce((sum, [, value]) => sum + value, 0) / warm.length;
  return `| ${title} | ${mean.toFixed(1)} | ${(slopeOf(warm) * 60).toFixed(1)} |`;
});
const text = [
  '# Soak',
  '',
  `Written by \`npm run soak\` in ${MINUTES} minutes. Node ${process.versions.node}, ${cpus().length} cores of ${cpus()[0]?.model.trim()}, shared with the clients, Postgres and other programs.`,
  `${CLIENTS} real clients at a time, each stopped and replaced by a new visitor after ${SENDS_PER_LIFE} messages: ${lives} visitors, ${sends} messages, ${unconfirmed} not confirmed. The first third of the run is not counted.`,
  '',
  '| | mean | slope per hour |',
  '|---|--:|--:|',
  ...rows,
  '',
  `Rows afterwards: ${total.messages} messages, ${total.turns} turns (${(total.turns / (sends + lives)).toFixed(3)} per message or greeting), ${total.thinking} of thinking.`,
  '',
  '![Memory, sockets, timers, listeners and unfinished turns over the run](../../docs/images/soak.svg)',
  '',
].join('\n');
writeFileSync(join(root, 'bench/server/soak.md'), text);
console.log(text);
process.exit(0);
