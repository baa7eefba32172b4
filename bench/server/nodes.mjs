#!/usr/bin/env node
// Two nodes on one Postgres that is some milliseconds away, behind a proxy that delays it. Each visitor is connected to
// both nodes and writes on the first one: how long until it is stored, until its own node echoes it, until the other
// node does, and what the other node never pushes.
// Writes bench/server/nodes.md. usage: node bench/server/nodes.mjs [--cli packages/server/dist/cli.js] [--delays 0,3,10,30]
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { io } from 'socket.io-client';
import { startPostgres } from '../lib/start-postgres.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values } = parseArgs({
  options: {
    cli: { type: 'string', default: join(root, 'packages/server/dist/cli.js') },
    delays: { type: 'string', default: '0,3,10,30' },
    out: { type: 'string', default: join(root, 'bench/server/nodes.md') },
  },
});
const VISITORS = 60;
const PER_SECOND = 30;
const SECONDS = 10;
/** How long the other node may take for the last push, without the `head` that repairs a lost one. */
const PATIENCE_MS = 15_000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
}

/** Delivers everything `ms` later, in both directions. */
async function startProxy(port, ms) {
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ]) {
      from.setNoDelay(true);
      from.on('error', () => {});
      from.on('data', (bytes) => (ms > 0 ? setTimeout(() => to.write(bytes), ms) : to.write(bytes)));
      from.on('close', () => to.destroy());
    }
  });
  return { port: await listen(server), close: () => server.close() };
}

async function startNode(databaseUrl) {
  const child = spawn(process.execPath, [resolve(values.cli), '--demo', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl, CHAT_DEMO_DELAY_MS: '0' },
  });
  const url = await new Promise((found) => {
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
      const [address] = /http:\/\/[\w.]+:\d+/.exec(output) ?? [];
      if (address) found(address);
    });
  });
  return {
    url,
    async stop() {
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

/** @param heard called with each message of the visitor's own */
async function open(url, visitor, heard) {
  const socket = io(`${url}/widget`, {
    auth: { v: 2, botId: '1', locale: 'en', visitor },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  socket.on('msg', (message) => message.cid && heard(message.cid));
  await once(socket, 'connect');
  await socket.timeout(60_000).emitWithAck('hello', { cursor: null, open: true, params: {}, pending: [], caps: [] });
  return socket;
}

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const ms = (value) => (value >= 10 ? value.toFixed(0) : value.toFixed(1));
const spread = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return `${ms(at(sorted, 0.5))} / ${ms(at(sorted, 0.99))}`;
};

async function measure(delay, postgres, database) {
  const proxy = await startProxy(postgres.port, delay);
  const url = postgres.urlOf(database, proxy.port);
  const nodes = [await startNode(url), await startNode(url)];
  const times = new Map();
  const note = (name) => (cid) => {
    const known = times.get(cid);
    if (known) known[name] = performance.now() - known.at;
  };
  const visitors = [];
  for (let index = 0; index < VISITORS; index += 1) {
    const identity = { id: randomUUID(), secret: randomBytes(32).toString('base64url') };
    const here = await open(nodes[0].url, identity, note('own'));
    const there = await open(nodes[1].url, identity, note('other'));
    visitors.push([here, there]);
  }
  const sends = [];
  for (let index = 0; index < PER_SECOND * SECONDS; index += 1) {
    const cid = randomUUID();
    const body = { type: 'alias', alias: 'product-inquiry' };
    times.set(cid, { at: performance.now() });
    sends.push(
      visitors[index % VISITORS][0]
        .timeout(60_000)
        .emitWithAck('send', { cid, body, params: { product: 'Halo' } })
        .then((ack) => {
          if (!ack.ok) throw new Error(`refused: ${ack.code}`);
          note('stored')(cid);
        }),
    );
    await pause(1000 / PER_SECOND);
  }
  await Promise.all(sends);
  const all = [...times.values()];
  const until = performance.now() + PATIENCE_MS;
  while (all.some(({ other }) => other === undefined) && performance.now() < until) await pause(50);
  for (const pair of visitors) for (const socket of pair) socket.disconnect();
  await Promise.all(nodes.map((node) => node.stop()));
  proxy.close();
  const of = (name) => all.flatMap((time) => time[name] ?? []);
  const row = [delay, spread(of('stored')), spread(of('own')), spread(of('other')), all.length - of('other').length];
  console.log(row.join('  '));
  return `| ${row.join(' | ')} |`;
}

const postgres = await startPostgres();
const rows = [];
for (const delay of values.delays.split(',').map(Number)) {
  rows.push(await measure(delay, postgres, await postgres.createDatabase()));
}
await postgres.stop();
const text = [
  '# Two nodes on a distant Postgres',
  '',
  `Written by \`node bench/server/nodes.mjs\`. Node ${process.versions.node}, ${cpus().length} cores of ${cpus()[0]?.model.trim()}, shared by both nodes, Postgres, the proxy, the visitors and other programs (load average ${loadavg()[0].toFixed(0)}).`,
  `${VISITORS} visitors, each connected to both nodes, write ${PER_SECOND} messages a second for ${SECONDS} s on the first node; the bot answers each. A message takes 1 or 2 round trips together with its answer. A node has 20 connections. Times are ms from the send, p50 / p99.`,
  '',
  '| delay each way, ms | stored | echo of the own node | push of the other node | never pushed |',
  '|--:|--:|--:|--:|--:|',
  ...rows,
  '',
].join('\n');
writeFileSync(values.out, text);
process.exit(0);
