#!/usr/bin/env node
// The same load on 1, 2 and more nodes on one database, behind a proxy: throughput, latency, and what grows with the
// number of nodes. Then with a database for each node, as if the bots were divided over them. Writes
// bench/server/cluster.md. usage: npm run bench:cluster [-- --nodes 1,2,4] [--sends 600] [--redis redis://127.0.0.1:6379]
// With --redis the first part once more with the notifications in that Redis or Valkey, in its databases 1 and up.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPostgres } from '../lib/start-postgres.mjs';
import { arrive, closeAll, talk, talkAtFullSpeed, usedBy, usedSince } from './lib/scenes.mjs';
import { startBalancer, startServer } from './lib/start-server.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '1,2,4' },
    sends: { type: 'string', default: '600' },
    redis: { type: 'string' },
    out: { type: 'string', default: join(root, 'bench/server/cluster.md') },
  },
});
const SENDS = Number(values.sends);
/** So many that none of them reaches the limit for its messages. */
const VISITORS = Math.ceil(SENDS / 2);
const PER_SECOND = 20;

const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const times = ({ p50, p99 }) => `${number(p50)} / ${number(p99)}`;

/** Starts nodes on a database of their own, behind a proxy. */
async function startCluster(count, postgres, redisUrl) {
  const databaseUrl = postgres.urlOf(await postgres.createDatabase());
  // One after another, because the first one creates the tables.
  const nodes = [];
  while (nodes.length < count) nodes.push(await startServer({ databaseUrl, redisUrl }));
  return { nodes, balancer: await startBalancer(nodes.map(({ url }) => url)) };
}

/** Measures `databases` clusters of `count / databases` nodes together; each visitor belongs to one of them. */
async function measure(count, postgres, { databases = 1, redisUrl } = {}) {
  const clusters = [];
  while (clusters.length < databases) clusters.push(await startCluster(count / databases, postgres, redisUrl));
  const nodes = clusters.flatMap((cluster) => cluster.nodes);
  const balancers = clusters.map(({ balancer }) => balancer);
  const { visitors } = await arrive((index) => balancers[index % databases].url, VISITORS, 20);
  await talkAtFullSpeed(visitors, VISITORS, 8);
  const before = await usedBy(nodes);
  const { answered } = await talk(visitors, SENDS, PER_SECOND);
  const used = await usedSince(nodes, before, SENDS);
  const full = await talkAtFullSpeed(visitors, SENDS, 64);
  await closeAll(visitors);
  for (const program of [...balancers, ...nodes]) await program.stop();
  const cells = [times(answered), number(full.perSecond), times(full.answered)];
  const row = [
    count,
    databases,
    redisUrl ? 'Redis' : 'NOTIFY',
    ...cells,
    ...[used.cpuMs, used.statements, used.notifications].map(number),
  ];
  console.log(row.join('  '));
  return `| ${row.join(' | ')} |`;
}

const postgres = await startPostgres();
const rows = [];
const counts = values.nodes.split(',').map(Number);
for (const count of counts) rows.push(await measure(count, postgres));
for (const count of counts.filter((one) => one > 1)) {
  rows.push(await measure(count, postgres, { databases: count }));
}
if (values.redis) {
  for (const [index, count] of counts.entries()) {
    rows.push(await measure(count, postgres, { redisUrl: new URL(`/${index + 1}`, values.redis).href }));
  }
}
await postgres.stop();
const text = [
  '# Several nodes',
  '',
  `Written by \`npm run bench:cluster\`. Node ${process.versions.node}, ${cpus().length} cores of ${cpus()[0]?.model.trim()}, shared by all nodes, Postgres, the proxy, the visitors and other programs (load average ${loadavg()[0].toFixed(0)}). Nodes beyond the number of cores cannot add throughput here; the columns on the right do not depend on the cores.`,
  `${VISITORS} visitors. Each database has a proxy that gives each connection to the next of its nodes; with several databases, which are on one Postgres here, each visitor belongs to one of them. First ${PER_SECOND} sends a second, then as many as are answered with 64 on the way. Statements and notifications (statements with \`NOTIFY\`) are those of all nodes, per send with its answer, at ${PER_SECOND} a second.`,
  '',
  '| nodes | databases | notified through | answered at a constant rate, ms, p50 / p99 | answers a second, at most | of these, ms, p50 / p99 | CPU of all nodes, ms | statements | notifications |',
  '|--:|--:|:--|--:|--:|--:|--:|--:|--:|',
  ...rows,
  '',
].join('\n');
writeFileSync(values.out, text);
process.exit(0);
