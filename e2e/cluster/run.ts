import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPrograms } from '../../packages/server/test/support/build-programs.ts';
import { openSmallDisk } from '../../packages/server/test/support/small-disk.ts';
import { startPostgres } from '../../packages/server/test/support/start-postgres.ts';
import { startChaosServices } from '../support/chaos-services.ts';
import { checkHistory, summarize } from './check-history.ts';
import { makeFaults } from './faults.ts';
import type { NewEntry } from './history.types.ts';
import { HistoryFile, toEdn } from './history-file.ts';
import { NodeProcess } from './node-process.ts';
import { logIn, prepareBots } from './prepare-bots.ts';
import { createRandom, type Orders, pause } from './raw-client.ts';

/*
 * Nodes on one Postgres, visitors and operators in processes of their own, and faults: see docs/chaos.md.
 * usage: npm run chaos:cluster -- [--minutes 5] [--seed 1] [--nodes 2] [--disk mounted|refusals] [--out .cache/chaos]
 */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '2' },
    groups: { type: 'string', default: '2' },
    disk: { type: 'string', default: 'mounted' },
    out: { type: 'string', default: '.cache/chaos' },
  },
});
const MINUTE_MS = 60_000;
/** How long the last turns and sends may take after the last fault; a lease lasts 10 s. */
const SETTLE_MS = 3 * MINUTE_MS;
/** The clocks of the nodes: right, ahead, behind. */
const CLOCK_OFFSETS_MS = [0, 45_000, -45_000];
const OPERATORS = ['Olga', 'Omar', 'Otto'];
const password = (name: string) => `${name.toLowerCase()}-password`;
const ADMIN_PASSWORD = 'admin-of-the-chaos';

const seed = Number(values.seed);
const folder = dirname(fileURLToPath(import.meta.url));
mkdirSync(values.out, { recursive: true });
const historyPath = join(values.out, `history-${seed}.jsonl`);
const history = new HistoryFile(historyPath);
const note = (entry: NewEntry) => history.add(entry);

/** Ctrl-C, or a worker has failed: the nodes and Postgres are ended nevertheless. */
let isAborted = false;
process.once('SIGINT', () => {
  isAborted = true;
});

function startWorker(program: string, env: Record<string, string>, orders: Orders): ChildProcess {
  const child = fork(join(folder, program), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (entry: NewEntry) => note(entry));
  child.once('exit', (code) => {
    if (code !== 0) isAborted = true;
  });
  child.send(orders);
  return child;
}

const programs = await buildPrograms();
const postgres = await startPostgres();
const disk = await openSmallDisk(postgres.url, values.disk === 'mounted');
const services = await startChaosServices((event) => note({ time: Date.now(), type: 'invoke', ...event }));
const nodes = Array.from(
  { length: Number(values.nodes) },
  (_, index) =>
    new NodeProcess({
      programs: programs.folder,
      databaseUrl: postgres.url,
      clockOffsetMs: CLOCK_OFFSETS_MS[index % CLOCK_OFFSETS_MS.length] ?? 0,
      env: {
        CHAT_ADMIN_PASSWORD: ADMIN_PASSWORD,
        CHAT_OPERATORS: OPERATORS.map((name) => `${name.toLowerCase()}:${password(name)}:${name}`).join(','),
        CHAT_HTTP_HOSTS: services.toolHost,
        OPENAI_BASE_URL: services.modelUrl,
        OPENAI_API_KEY: 'none',
        OPENAI_MODEL: 'small',
      },
    }),
);
const workers: ChildProcess[] = [];
try {
  for (const node of nodes) await node.open();
  const [{ url }] = nodes as [NodeProcess];
  await prepareBots(url, ADMIN_PASSWORD, services.toolHost);
  const tokens: { name: string; token: string }[] = [];
  for (const name of OPERATORS) tokens.push({ name, token: await logIn(url, name.toLowerCase(), password(name)) });
  const orders: Orders = { seed, urls: nodes.map((node) => node.url), tokens };
  for (let group = 0; group < Number(values.groups); group += 1) {
    workers.push(startWorker('visitors.ts', { CHAOS_GROUP: String(group) }, orders));
  }
  workers.push(startWorker('operators.ts', {}, orders));

  const end = Date.now() + Number(values.minutes) * MINUTE_MS;
  const isOver = () => isAborted || Date.now() >= end;
  await makeFaults({ nodes, postgres, disk, random: createRandom(seed), note, isOver });
  const exits = workers.map((worker) => once(worker, 'exit'));
  for (const worker of workers) if (worker.connected) worker.send('finish');
  if (!isAborted) await Promise.race([Promise.all(exits), pause(SETTLE_MS)]);
} finally {
  for (const worker of workers) worker.kill('SIGKILL');
  for (const node of nodes) await node.close();
  await services.close();
  await postgres.stop();
  disk.close();
  await programs.remove();
  await history.close();
}
for (const [index, node] of nodes.entries()) writeFileSync(join(values.out, `node-${index}.log`), node.output);
writeFileSync(join(values.out, `history-${seed}.edn`), history.entries.map((entry) => `${toEdn(entry)}\n`).join(''));
const problems = [...(isAborted ? ['the run was aborted'] : []), ...checkHistory(history.entries)];
const counts = Object.entries(summarize(history.entries)).map(([name, count]) => `${name}: ${count}`);
console.log([`seed ${seed}, ${values.minutes} min, ${nodes.length} nodes, ${historyPath}`, ...counts].join('\n'));
console.log(problems.length === 0 ? 'every guarantee held' : problems.join('\n'));
process.exit(problems.length === 0 ? 0 : 1);
