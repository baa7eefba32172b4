#!/usr/bin/env node
// Measures the reference server from another process: this one is the visitors, and the server, Postgres and they share
// the machine. With the embedded database and with Postgres, each in a temporary folder.
// Writes bench/server/results.md. usage: npm run bench:server [-- --only postgres] [--scenes talk,arrive,idle,broadcast,storm]
//   [--visitors 1000] [--talks 1000] [--profile folder]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPostgres } from '../lib/start-postgres.mjs';
import { cpuOfFamily } from './lib/process-cpu.mjs';
import {
  arrive,
  broadcast,
  closeAll,
  reconnectAll,
  spread,
  talk,
  talkAtFullSpeed,
  usedBy,
  usedSince,
} from './lib/scenes.mjs';
import { startRawServer, startServer } from './lib/start-server.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'embedded,postgres' },
    scenes: { type: 'string', default: 'talk,arrive,idle,broadcast,storm' },
    visitors: { type: 'string', default: '1000' },
    talks: { type: 'string', default: '1000' },
    profile: { type: 'string' },
    out: { type: 'string' },
  },
});
const VISITORS = Number(values.visitors);
const TALKS = Number(values.talks);
/** So many that none of them reaches the limit for its messages, which is 10 in `LIMIT_S`. */
const TALKERS = TALKS;
const LIMIT_S = 20;
/** The time in which connected visitors do nothing. */
const IDLE_S = 15;
/** Messages a second, each rate for this time, until the slowest of a hundred answers takes longer than `MAX_MS`. */
const RATES = [100, 200, 300, 400, 500, 600];
const RATE_S = 5;
const MAX_MS = 1000;
const scenes = new Set(values.scenes.split(','));
const stores = values.only.split(',');
const flags = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [];

const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const times = ({ p50, p99 }) => `${number(p50)} / ${number(p99)}`;
const postgres = stores.includes('postgres') ? await startPostgres() : undefined;
const folders = [];

/** The place of a new, empty store. */
async function newStore(name) {
  if (name === 'postgres') return { databaseUrl: postgres.urlOf(await postgres.createDatabase()) };
  const data = mkdtempSync(join(tmpdir(), 'connective-chat-load-'));
  folders.push(data);
  return { data };
}

/** Starts counting what the programs beside the server use. @returns the CPU of the visitors and of Postgres since, in ms */
function watchOthers(store) {
  const used = () => {
    const { user, system } = process.cpuUsage();
    return { visitors: (user + system) / 1000, postgres: store === 'postgres' ? cpuOfFamily(postgres.pid) : 0 };
  };
  const before = used();
  return () => {
    const after = used();
    return { visitors: after.visitors - before.visitors, postgres: after.postgres - before.postgres };
  };
}

const rows = [];
const note = (what, store, value) => {
  console.log(`${store}: ${what}: ${value}`);
  rows.push({ what, store, value });
};

/** Visitors who are connected and do nothing. */
async function measureFixedCost(store, server) {
  const before = await usedBy([server]);
  const others = watchOthers(store);
  await setTimeout(IDLE_S * 1000);
  const beside = others();
  const { cpuMs } = await usedSince([server], before, IDLE_S);
  note(`${TALKERS} connected visitors who do nothing: CPU of the server in a second, ms`, store, number(cpuMs));
  if (store === 'postgres') {
    const what = `${TALKERS} connected visitors who do nothing: CPU of Postgres in a second, ms`;
    note(what, store, number(beside.postgres / IDLE_S));
  }
}

/** Sends at a constant rate. @returns what one of them costs */
async function talkAt(store, server, visitors, { count, perSecond }) {
  const before = await usedBy([server]);
  const others = watchOthers(store);
  const took = await talk(visitors, count, perSecond);
  const beside = others();
  return { ...took, ...(await usedSince([server], before, count)), beside, perSecond };
}

async function measureTalk(store) {
  const server = await startServer({ ...(await newStore(store)), flags });
  // Longer than 15 s, because a node sends pushes to others until it has been alone for that time.
  const { visitors } = await arrive(() => server.url, TALKERS, TALKERS / 20);
  // The engine compiles the hot code and the database plans its statements before the measurement.
  await talkAtFullSpeed(visitors, 2 * TALKERS, 8);
  await measureFixedCost(store, server);
  const slow = await talkAt(store, server, visitors, { count: TALKS, perSecond: 50 });
  note('send and answer at 50 a second: CPU of the server, ms', store, number(slow.cpuMs));
  note('send and answer at 50 a second: CPU of the visitors, ms', store, number(slow.beside.visitors / TALKS));
  if (store === 'postgres') {
    note('send and answer at 50 a second: CPU of Postgres, ms', store, number(slow.beside.postgres / TALKS));
    note('send and answer: statements', store, number(slow.statements));
  }
  note('send until stored at 50 a second, ms, p50 / p99', store, times(slow.stored));
  note('send until answered at 50 a second, ms, p50 / p99', store, times(slow.answered));
  let best = slow;
  for (const perSecond of RATES) {
    const next = await talkAt(store, server, visitors, { count: perSecond * RATE_S, perSecond });
    if (next.answered.p99 > MAX_MS) break;
    best = next;
  }
  const highest = 'send and answer at the highest rate with p99 under 1 s';
  note(`${highest}: a second`, store, best.perSecond);
  note(`${highest}: CPU of the server, ms`, store, number(best.cpuMs));
  if (store === 'postgres') {
    note(`${highest}: CPU of Postgres, ms`, store, number(best.beside.postgres / (best.perSecond * RATE_S)));
  }
  // The rates before it have used most of what the limit allows.
  await setTimeout(LIMIT_S * 1000);
  const full = await talkAtFullSpeed(visitors, 2 * TALKERS, 64);
  note('sends and answers a second with 64 on the way', store, number(full.perSecond));
  await closeAll(visitors);
  await server.stop();
}

async function measureArrivals(store, perSecond) {
  const server = await startServer({ ...(await newStore(store)), flags });
  // As long as a node sends pushes to others before it counts as alone, and the engine compiles the hot code meanwhile.
  const warm = await arrive(() => server.url, 1000, 60);
  const before = await usedBy([server]);
  const others = watchOthers(store);
  const { visitors, ...took } = await arrive(() => server.url, perSecond * 10, perSecond);
  const beside = others();
  const used = await usedSince([server], before, visitors.length);
  const arrival = `connect, hello and greeting at ${perSecond} a second`;
  const again = took.refusals > 0 ? ` (${took.refusals} tried again)` : '';
  note(`${arrival}, ms, p50 / p99`, store, `${times(took.times)}${again}`);
  const stages = [took.opened, took.connected, took.greeted].map(times).join('; ');
  note(`${arrival}: WebSocket; authenticated; answer to hello, ms after the one before`, store, stages);
  note(`${arrival}: CPU of the server, ms`, store, number(used.cpuMs));
  note(`${arrival}: CPU of the visitors, ms`, store, number(beside.visitors / visitors.length));
  if (store === 'postgres') {
    note(`${arrival}: CPU of Postgres, ms`, store, number(beside.postgres / visitors.length));
    note(`${arrival}: statements`, store, number(used.statements));
  }
  await closeAll([...warm.visitors, ...visitors]);
  await server.stop();
}

/** Memory per connection that says nothing, the same number of times for both servers. */
async function idleMemory(server, open) {
  const warm = await arrive(() => server.url, 200, 100, open);
  const before = await server.usage();
  const { visitors } = await arrive(() => server.url, VISITORS, 100, open);
  const after = await server.usage();
  const per = (name) => (after[name] - before[name]) / VISITORS / 1000;
  const all = [...warm.visitors, ...visitors];
  return { all, rss: per('rss'), used: per('used') };
}

async function measureIdle(store) {
  const raw = await startRawServer();
  const server = await startServer(await newStore(store));
  const bare = await idleMemory(raw, false);
  // Only the broadcast needs both at once: 10,000 visitors of each are more than 20,000 open files.
  if (!scenes.has('broadcast')) await closeAll(bare.all.splice(0));
  const ours = await idleMemory(server, true);
  const above = (name) => `${number(ours[name] - bare[name])} (${number(ours[name])} − ${number(bare[name])})`;
  // The memory of an embedded database changes by more than that of the visitors.
  if (store === 'postgres') {
    note(`idle visitor, of ${VISITORS}: heap above raw Socket.IO, kB`, store, above('used'));
    note(`idle visitor, of ${VISITORS}: resident memory above raw Socket.IO, kB`, store, above('rss'));
  }
  if (scenes.has('broadcast')) {
    // Alternately, because other work of the machine disturbs both.
    const rates = { raw: [], ours: [] };
    for (const name of ['raw', 'ours', 'ours', 'raw', 'raw', 'ours', 'ours', 'raw']) {
      rates[name].push(await broadcast(name === 'raw' ? raw : server, (name === 'raw' ? bare : ours).all, 10));
    }
    const best = (name, what) => spread(rates[name].map((rate) => rate[what])).p50;
    const ratio = best('ours', 'perSecond') / best('raw', 'perSecond');
    note('broadcast to all: deliveries a second, of raw Socket.IO', store, number(ratio));
    const micros = (name) => number(best(name, 'cpuMicros'));
    note('broadcast to all: CPU per delivery, µs (raw)', store, `${micros('ours')} (${micros('raw')})`);
  }
  await closeAll([...bare.all, ...ours.all]);
  await Promise.all([raw.stop(), server.stop()]);
}

async function measureStorm(store) {
  const place = await newStore(store);
  const server = await startServer(place);
  const { visitors } = await arrive(() => server.url, VISITORS, 100);
  const port = Number(new URL(server.url).port);
  const restart = async () => {
    await server.stop('SIGKILL');
    return startServer({ ...place, port });
  };
  const storm = await reconnectAll(visitors, restart);
  const refused = Object.entries(storm.refusals).map(([code, count]) => `${count} ${code}`);
  note(
    `${VISITORS} reconnect after a kill and restart: back after s, p50 / p99 / last`,
    store,
    [...[storm.back.p50, storm.back.p99, storm.back.max].map((ms) => number(ms / 1000))].join(' / '),
  );
  note(`${VISITORS} reconnect: the server listens again after s`, store, number(storm.listensAfter / 1000));
  note(
    `${VISITORS} reconnect: refusals that clients outlive; given up`,
    store,
    `${refused.join(', ') || 'none'}; ${storm.lost}`,
  );
  await closeAll(visitors);
  await storm.server.stop();
}

for (const store of stores) {
  if (scenes.has('talk')) await measureTalk(store);
  if (scenes.has('arrive'))
    for (const perSecond of store === 'postgres' ? [100, 200] : [100]) await measureArrivals(store, perSecond);
  if (scenes.has('idle')) await measureIdle(store);
  if (scenes.has('storm')) await measureStorm(store);
}
await postgres?.stop();
for (const folder of folders) rmSync(folder, { recursive: true, force: true });

const whats = [...new Set(rows.map(({ what }) => what))];
const cell = (what, store) => rows.find((row) => row.what === what && row.store === store)?.value ?? '';
const text = [
  '# Load test of the reference server',
  '',
  `Written by \`npm run bench:server\`. Node ${process.versions.node}, ${cpus().length} cores of ${cpus()[0]?.model.trim()}, shared by the server, Postgres, the visitors and other programs (load average ${loadavg()[0].toFixed(0)}).`,
  `Before messages are measured, ${TALKERS} visitors have connected and sent ${2 * TALKERS} messages as fast as the server answers, so that the engine has compiled the code and the database has planned the statements.`,
  'The visitors are another process. CPU is that of the server process alone (`process.cpuUsage`), which other work of the machine disturbs least. Postgres runs with its default settings, so commits are written to disk.',
  '',
  `| | ${stores.join(' | ')} |`,
  `|---|${stores.map(() => '--:').join('|')}|`,
  ...whats.map((what) => `| ${what} | ${stores.map((store) => cell(what, store)).join(' | ')} |`),
  '',
].join('\n');
console.log(text);
// A part of the scenes replaces the page only on request.
if (scenes.size === 5 && stores.length === 2) writeFileSync(join(root, 'bench/server/results.md'), text);
if (values.out) writeFileSync(values.out, text);
process.exit(0);
