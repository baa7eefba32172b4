/** The longest task that a page may have, in ms: a longer one delays the answer to an input. */
export const LONG_MS = 50;

/** What happens in a task, as Chromium names it. */
const KINDS = {
  FunctionCall: 'script',
  TimerFire: 'script',
  RunMicrotasks: 'script',
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Commit: 'paint',
  Layerize: 'paint',
  MinorGC: 'garbage collection',
  MajorGC: 'garbage collection',
};

export const TRACE_CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'];

/**
 * The tasks of the page's main thread, in ms of the thread: what other programs on the machine take is not counted.
 *
 * @param {{ traceEvents: readonly object[] }} trace
 */
export function readTrace({ traceEvents }) {
  const mains = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => ({ pid, tid, tasks: [], time: 0 }));
  for (const event of traceEvents) {
    if (event.name !== 'RunTask' || event.ph !== 'X') continue;
    const main = mains.find(({ pid, tid }) => pid === event.pid && tid === event.tid);
    if (!main) continue;
    const ms = (event.tdur ?? event.dur) / 1000;
    main.tasks.push({ ms, wall: event.dur / 1000, from: event.ts, to: event.ts + event.dur });
    main.time += ms;
  }
  const main = mains.sort((a, b) => b.time - a.time)[0];
  const own = traceEvents.filter(
    ({ pid, tid, ph, name }) => pid === main.pid && tid === main.tid && ph === 'X' && name in KINDS,
  );
  const tasks = main.tasks.sort((a, b) => b.ms - a.ms);
  return {
    total: main.time,
    long: tasks.filter(({ ms }) => ms > LONG_MS),
    longest: tasks[0]?.ms ?? 0,
    /** Of the whole time: events contain each other, so `script` includes forced layout. */
    kinds: sumKinds(own),
    /** What the longest tasks did. */
    worst: tasks.slice(0, 5).map((task) => ({
      ms: task.ms,
      at: task.from,
      to: task.to,
      kinds: sumKinds(own.filter(({ ts }) => ts >= task.from && ts < task.to)),
    })),
    startedAt: Math.min(...tasks.map(({ from }) => from)),
  };
}

function sumKinds(events) {
  const sums = {};
  // Nested events of one kind count once.
  const ends = {};
  for (const { name, ts, dur, tdur } of events.sort((a, b) => a.ts - b.ts)) {
    const kind = KINDS[name];
    if (ts < (ends[kind] ?? 0)) continue;
    ends[kind] = ts + dur;
    sums[kind] = (sums[kind] ?? 0) + (tdur ?? dur) / 1000;
  }
  return sums;
}
