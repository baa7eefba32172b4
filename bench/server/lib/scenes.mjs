import { performance } from 'node:perf_hooks';
import { Visitor } from './visitor.mjs';

const TICK_MS = 10;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls `work` at a constant rate, whatever the earlier calls take, and waits for all of them. */
async function atRate(count, perSecond, work) {
  const began = performance.now();
  const running = [];
  while (running.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - began) * perSecond) / 1000) + 1);
    while (running.length < due) running.push(work(running.length));
    await pause(TICK_MS);
  }
  return Promise.all(running);
}

/** Percentiles of numbers. */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** What the servers have used since `before`, per unit. */
export async function usedSince(servers, before, count) {
  const after = await usedBy(servers);
  const total = (name) => after.reduce((sum, usage, index) => sum + usage[name] - before[index][name], 0);
  return {
    cpuMs: total('cpu') / 1000 / count,
    statements: total('statements') / count,
    notifications: total('notifications') / count,
  };
}

/** The CPU time, the statements and the notifications of the servers so far. */
export const usedBy = (servers) => Promise.all(servers.map((server) => server.used()));

/** New visitors connect, say hello and are greeted; one who is refused because the server is busy tries again. */
export async function arrive(urlOf, count, perSecond, open = true) {
  const times = [];
  const stages = [];
  let refusals = 0;
  const visitors = await atRate(count, perSecond, async (index) => {
    const began = performance.now();
    const visitor = new Visitor(urlOf(index));
    refusals += (await visitor.goOnline(open)).length;
    times.push(performance.now() - began);
    stages.push(visitor.stages);
    return visitor;
  });
  const of = (stage) => spread(stages.map((times) => times[stage]));
  return {
    visitors,
    times: spread(times),
    opened: of('opened'),
    connected: of('connected'),
    greeted: of('greeted'),
    refusals,
  };
}

/** Visitors send messages at a constant rate, each once in turn; the bot answers each. */
export async function talk(visitors, count, perSecond) {
  const began = performance.now();
  const talks = await atRate(count, perSecond, (index) => visitors[index % visitors.length].talk());
  return {
    stored: spread(talks.map((time) => time.stored)),
    answered: spread(talks.map((time) => time.answered)),
    perSecond: (count * 1000) / (performance.now() - began),
  };
}

/** As many messages as the server can answer, with `lanes` of them on the way. */
export async function talkAtFullSpeed(visitors, count, lanes) {
  const began = performance.now();
  let next = 0;
  const times = [];
  const lane = async (offset) => {
    for (let turn = 0; next < count; turn += 1) {
      next += 1;
      times.push((await visitors[(offset + turn * lanes) % visitors.length].talk()).answered);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, offset) => lane(offset)));
  return { perSecond: (times.length * 1000) / (performance.now() - began), answered: spread(times) };
}

/** Sends events to all visitors. @returns deliveries per second of wall time, and CPU µs of the server per delivery */
export async function broadcast(server, visitors, times) {
  const data = { text: 'A line of the usual length in a chat, for everybody.', at: new Date().toISOString() };
  let missing = visitors.length * times;
  const [{ cpu }] = await usedBy([server]);
  const began = performance.now();
  const heard = new Promise((resolve) => {
    for (const visitor of visitors) {
      visitor.onBench = () => {
        missing -= 1;
        if (missing === 0) resolve();
      };
    }
  });
  await server.broadcast(times, data);
  await heard;
  const perSecond = (visitors.length * times * 1000) / (performance.now() - began);
  const [{ cpu: after }] = await usedBy([server]);
  return { perSecond, cpuMicros: (after - cpu) / (visitors.length * times) };
}

/** All visitors lose their server at once and come back. */
export async function reconnectAll(visitors, restart) {
  const refusals = {};
  const times = [];
  let lost = 0;
  const gone = visitors.map(
    (visitor) =>
      new Promise((resolve) => {
        visitor.onClose = resolve;
      }),
  );
  const began = performance.now();
  let listensAfter = Number.NaN;
  const restarting = restart().then((server) => {
    listensAfter = performance.now() - began;
    return server;
  });
  await Promise.all(
    visitors.map(async (visitor, index) => {
      await gone[index];
      visitor.onClose = () => {};
      try {
        for (const code of await visitor.goOnline()) refusals[code] = (refusals[code] ?? 0) + 1;
        times.push(performance.now() - began);
      } catch (error) {
        lost += 1;
        refusals[error.message] = (refusals[error.message] ?? 0) + 1;
      }
    }),
  );
  return { server: await restarting, listensAfter, back: spread(times), refusals, lost };
}

export const closeAll = (visitors) => Promise.all(visitors.map((visitor) => visitor.close()));
