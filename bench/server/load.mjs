#!/usr/bin/env node
// Load test of the reference server, from a separate process: each visitor connects, is greeted, sends a message and
// gets the bot's answer. With the embedded database and with Postgres, each in a temporary folder.
// Writes bench/server/results.md. usage: node bench/server/load.mjs [--visitors 1000]
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { io } from 'socket.io-client';
import { startPostgres } from '../lib/start-postgres.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values } = parseArgs({ options: { visitors: { type: 'string', default: '1000' } } });
const VISITORS = Number(values.visitors);
const FEW = Math.max(10, Math.round(VISITORS / 10));
/** Connections per second, as after a restart whose clients spread their reconnects. */
const ARRIVALS = 100;

async function startServer(databaseUrl) {
  const data = mkdtempSync(join(tmpdir(), 'connective-chat-load-'));
  const child = spawn(
    process.execPath,
    [join(root, 'packages/server/dist/cli.js'), '--demo', '--port', '0', '--data', data],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, CHAT_DEMO_DELAY_MS: '0', ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) },
    },
  );
  const url = await new Promise((resolve) => {
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
      const found = /listening on (http:\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
  });
  return {
    url,
    /** CPU time used so far, in s, and memory, in kB. */
    used() {
      const [user, system] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ').slice(13, 15).map(Number);
      const [, held] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      return { cpu: (user + system) / 100, memory: Number(held) };
    },
    async stop() {
      child.kill('SIGINT');
      await once(child, 'exit');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function visit(url) {
  const socket = io(`${url}/widget`, {
    auth: {
      v: 2,
      botId: '1',
      locale: 'en',
      visitor: { id: randomUUID(), secret: randomBytes(32).toString('base64url') },
    },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  const bot = [];
  socket.on('msg', (message) => message.from.kind === 'bot' && bot.push(message));
  const heard = async (fits) => {
    while (!bot.some(fits)) await once(socket, 'msg');
  };
  const began = performance.now();
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  await socket.timeout(60_000).emitWithAck('hello', { cursor: null, open: true, params: {}, pending: [], caps: [] });
  const ready = performance.now();
  return {
    connect: ready - began,
    /** Sends a message; returns the times until it is stored and until the bot has answered, in ms. */
    async talk() {
      const said = performance.now();
      const ack = await socket.timeout(20_000).emitWithAck('send', {
        cid: randomUUID(),
        body: { type: 'alias', alias: 'product-inquiry' },
        params: { product: 'Halo' },
      });
      if (!ack.ok) throw new Error(`refused: ${ack.code}`);
      const stored = performance.now();
      await heard(({ turn }) => turn === ack.seq);
      return { stored: stored - said, answered: performance.now() - said };
    },
    close: () => socket.disconnect(),
  };
}

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99) };
}

async function measure(count, databaseUrl) {
  const server = await startServer(databaseUrl);
  const arriving = [];
  for (let from = 0; from < count; from += ARRIVALS / 10) {
    const size = Math.min(ARRIVALS / 10, count - from);
    for (let index = 0; index < size; index += 1) arriving.push(visit(server.url));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const visitors = await Promise.all(arriving);
  const connected = server.used();
  // Each sends one message, spread over ten seconds.
  const talks = await Promise.all(
    visitors.map(async (visitor, index) => {
      await new Promise((resolve) => setTimeout(resolve, (index * 10_000) / count));
      return visitor.talk();
    }),
  );
  const after = server.used();
  for (const visitor of visitors) visitor.close();
  await server.stop();
  return {
    connect: spread(visitors.map((visitor) => visitor.connect)),
    stored: spread(talks.map((talk) => talk.stored)),
    answered: spread(talks.map((talk) => talk.answered)),
    cpu: ((after.cpu - connected.cpu) * 1000) / count,
    memory: connected.memory,
  };
}

const ms = (value) => (value >= 10 ? value.toFixed(0) : value.toFixed(1));
const NAMES = { connect: 'connect and hello', stored: 'send until stored', answered: 'send until answered' };

/** Only with an external database: the memory of an embedded one hides that of the visitors. */
const memory = (row, few, many) => [
  row('memory of the server with all visitors connected, MB', (result) => result.memory / 1000),
  '',
  `${((many.memory - few.memory) / (VISITORS - FEW)).toFixed(0)} kB of memory per additional visitor.`,
];

async function section(title, databaseUrl, more = () => []) {
  const few = await measure(FEW, await databaseUrl());
  const many = await measure(VISITORS, await databaseUrl());
  const row = (name, read) =>
    `| ${name} | ${ms(read(few))} | ${ms(read(many))} | ${(read(many) / read(few)).toFixed(2)} |`;
  const rows = Object.keys(NAMES).flatMap((what) =>
    ['p50', 'p95', 'p99'].map((part) => row(`${NAMES[what]}, ${part}, ms`, (result) => result[what][part])),
  );
  return [
    `## ${title}`,
    '',
    `| | ${FEW} visitors | ${VISITORS} visitors | ratio |`,
    '|---|--:|--:|--:|',
    ...rows,
    row('CPU time of the server per message and answer, ms', (result) => result.cpu),
    ...more(row, few, many),
    '',
  ];
}

const embedded = await section('The embedded database', () => undefined);
const postgres = await startPostgres();
const real = await section(
  'Postgres on the same machine',
  async () => postgres.urlOf(await postgres.createDatabase()),
  memory,
);
await postgres.stop();
const text = [
  '# Load test of the reference server',
  '',
  `Written by \`node bench/server/load.mjs\`. Node ${process.versions.node}, ${cpus().length} cores of ${cpus()[0]?.model.trim()}, shared with the load generator.`,
  `${ARRIVALS} visitors per second connect and are greeted; then each sends one message within ten seconds. Compare ratios; absolute times depend on the machine.`,
  '',
  ...embedded,
  ...real,
].join('\n');
console.log(text);
writeFileSync(join(root, 'bench/server/results.md'), text);
process.exit(0);
