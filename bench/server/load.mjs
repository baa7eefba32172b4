#!/usr/bin/env node
// Measures the reference server from another process: this one is the visitors, and the server, Postgres and they share
// the machine. With the embedded database and with Postgres, each in a temporary folder.
// Writes bench/server/results.md. usage: npm run bench:server [-- --only postgres] [--scenes talk,arrive,idle,broadcast,storm]
//   [--visitors 1000] [--talks 1000] [--profile folder]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
  usageOf,
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
/** So many that none of them reaches the limit for its messages. */
const TALKERS = Math.ceil(TALKS / 2);
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

async function measureTalk(store) {
  const server = await startServer({ ...(await newStore(store)), flags });
  // Slowly, because a node sends pushes to others until it has been alone for 15 s.
  const { visitors } = await arrive(() => server.url, TALKERS, TALKERS / 25);
  // The engine compiles the hot code and the database plans its statements before the measurement.
  await talkAtFullSpeed(visitors, TALKERS, 8);
  const before = await usageOf([server]);
  const others = watchOthers(store);
  const { stored, answered } = await talk(visitors, TALKS, 50);
  const beside = others();
  const used = await usedSince([server], before, TALKS);
  note('send and answer: CPU of the server, ms', store, number(used.cpuMs));
  note('send and answer: CPU of the visitors, ms', store, number(beside.visitors / TALKS));
  if (store === 'postgres') {
    note('send and answer: CPU of Postgres, ms', store, number(beside.postgres / TALKS));
    note('send and answer: statements', store, number(used.statements));
  }
  note('send until stored at 50 a second, ms, p50 / p99', store, times(stored));
  note('send until answered at 50 a second, ms, p50 / p99', store, times(answered));
  const full = await talkAtFullSpeed(visitors, TALKS, 64);
  note('sends and answers a second with 64 on the way', store, number(full.perSecond));
  await closeAll(visitors);
  await server.stop();
}

async function measureArrivals(store, perSecond) {
  const server = await startServer({ ...(await newStore(store)), flags });
  // As long as a node sends pushes to others before it counts as alone, and the engine compiles the hot code meanwhile.
  const warm = await arrive(() => server.url, 1000, 60);
  const before = await usageOf([server]);
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
  const [before] = await usageOf([server]);
  const { visitors } = await arrive(() => server.url, VISITORS, 100, open);
  const [after] = await usageOf([server]);
  const per = (name) => (after[name] - before[name]) / VISITORS / 1000;
  const all = [...warm.visitors, ...visitors];
  return { all, rss: per('rss'), used: per('used') };
}

async function measureIdle(store) {
  const raw = await startRawServer();
  const server = await startServer(await newStore(store));
  const bare = await idleMemory(raw, false);
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
