#!/usr/bin/env node
// Streams an answer of 20,000 characters at 100 tokens a second into each user interface, with a CPU four times slower,
// and records what the page does. Writes its rows of bench/streaming.md.
// A run with --profile writes nothing, and lists the functions that took the time: of the longest tasks, and of the run.
// With --trace it also writes the trace to .cache, for the performance panel of the browser's tools.
// usage: npm run bench:streaming [-- widget react vue desk] [--shape=paragraph|list|code|table] [--profile] [--trace]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypescript } from '../../scripts/lib/import-typescript.mjs';
import { createAnswer } from './answer.mjs';
import { FACES, OPERATOR } from './faces.mjs';
import { describeProfile, profilePage } from './profile-page.mjs';
import { LONG_MS, readTrace, TRACE_CATEGORIES } from './read-trace.mjs';
import { StreamingAgent } from './streaming-agent.mjs';
import { watchPage } from './watch-page.mjs';

const SLOWDOWN = 4;
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const args = process.argv.slice(2);
const shape = args.find((arg) => arg.startsWith('--shape='))?.slice('--shape='.length);
const profiles = args.includes('--profile');
const keepsTraces = args.includes('--trace');
const named = args.filter((arg) => !arg.startsWith('--'));
const unknown = named.filter((name) => !(name in FACES));
if (unknown.length > 0) {
  console.error(`no interface ${unknown.join(', ')}; there are ${Object.keys(FACES).join(', ')}`);
  process.exit(2);
}

const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale', '--js', '--examples'], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(1);
const { createServer, demoBot } = await import('@connective-chat/server');
const { launchBrowser } = await importTypescript(join(root, 'e2e/support/launch-browser.ts'));
const { RawVisitor } = await importTypescript(join(root, 'e2e/support/raw-visitor.ts'));
const { exampleFolders } = await importTypescript(join(root, 'e2e/support/server.ts'));

const answer = createAnswer(shape);
const agent = new StreamingAgent(answer);
const bot = structuredClone(demoBot);
const { ask_agent: node } = bot.scenario.nodes;
Object.assign(node, { format: 'markdown', timeoutMs: 300_000 });
node.thinking.ttlMs = 300_000;
const server = await createServer({
  demo: true,
  port: 0,
  bots: [bot],
  providers: { knowledge: agent },
  operators: [OPERATOR],
  mounts: exampleFolders(),
});
const browser = await launchBrowser();

async function measure(name) {
  const { viewport, rows, scroller, open } = FACES[name];
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  const session = await context.newCDPSession(page);
  const visit = await open(page, { url: server.url, RawVisitor });
  const shows = (least) =>
    page.waitForFunction(([selector, length]) => watch.length(selector) >= length, [rows, least], {
      timeout: 60_000,
      polling: 250,
    });
  await visit.ask('At once: how long does delivery take?');
  await shows(answer.length / 2);
  // It is announced, too, before the measurement begins.
  await page.waitForTimeout(2_000);

  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  const startedAt = await page.evaluate(([list, row]) => watch.begin(list, row), [scroller, rows]);
  const stopProfile = profiles ? await profilePage(session) : null;
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  const written = agent.written();
  await visit.ask('How long does delivery take?');
  // The first half is followed at the end of the list; during the second half the reader reads above.
  await page.waitForFunction((selector) => watch.length(selector) < 1_000, rows, { timeout: 60_000 });
  await shows(answer.length * 0.45);
  await page.locator(scroller).hover();
  await page.evaluate(() => watch.leaveEnd());
  await page.mouse.wheel(0, -900);
  await page.waitForTimeout(1_000);
  await page.evaluate(([list, row]) => watch.hold(list, row), [scroller, rows]);
  await written;
  await page.waitForTimeout(3_000);
  const profile = await stopProfile?.();
  const recorded = (await browser.stopTracing()).toString();
  if (keepsTraces) writeFileSync(join(root, `.cache/streaming-${name}-${shape ?? 'mixed'}.json`), recorded);
  const watched = await page.evaluate((from) => watch.since(from), startedAt);
  visit.close();
  await context.close();
  return { name, trace: readTrace(JSON.parse(recorded)), profile, startedAt, ...watched };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const ms = (value) => `${Math.round(value)} ms`;

/** Numbered sentences that were announced more than once. */
function countRepeated(said) {
  const numbers = said.flatMap((text) => text.match(/ \d+\.(?!\d)/g) ?? []);
  return numbers.length - new Set(numbers).size;
}

/** The rows of the page that was written before, by interface and shape. */
function readRows(page) {
  const lines = existsSync(page) ? readFileSync(page, 'utf8').split('\n') : [];
  const rows = lines.filter((line) => /^\| (widget|react|vue|desk) \|/.test(line));
  return new Map(rows.map((row) => [row.split(' | ').slice(0, 2).join(' | '), row]));
}

function writePage(added) {
  const page = join(root, 'bench/streaming.md');
  const rows = new Map([...readRows(page), ...added.map((row) => [row.split(' | ').slice(0, 2).join(' | '), row])]);
  const orderOf = (key) => {
    const [face, kind] = key.slice(2).split(' | ');
    return (kind === 'mixed' ? 0 : 10) + Object.keys(FACES).indexOf(face);
  };
  const sorted = [...rows].sort(([a], [b]) => orderOf(a) - orderOf(b)).map(([, row]) => row);
  writeFileSync(
    page,
    `# A streamed answer on a slow CPU

Written by \`npm run bench:streaming\`: a real server streams an answer of 20,000 characters at 100 tokens a second to each user interface, in Chrome ${browser.version()} with a CPU ${SLOWDOWN} times slower. The first half is followed at the end of the list; then the reader scrolls up. A mixed answer has paragraphs, lists, code and tables of up to 3,000 characters; the others are a single block of 20,000 characters, the worst case.

A long task is one of more than ${LONG_MS} ms, measured in the time of its thread, because other programs on the machine also delay a task; the time by the clock, as the browser's \`longtask\` entries have it, is beside it. \`layout shift\` is the browser's number, which also counts that the list moves up to keep its growing end in view; \`jumps\` does not: it is the sum of the movements of rows and finished parts of the text relative to the top of the newest row. A browser makes a column wider for a longer word, which moves the rows of a table; there are no others. An answer that is a single table of 600 rows is the only one with long tasks: with each row the browser lays out and paints the table again. \`gap\` is how far the end of the list was from the end of the view while it was followed. \`moved\` is by how much the row at the top of the list has moved while the reader was scrolled up. \`said\` is the number of announcements to screen readers, and \`said twice\` that of sentences in more than one of them. A dash was not measured.

| interface | answer | long tasks | longest | long by the clock | longest by the clock | all tasks | script / style / layout / paint, ms | frames | layout shift | jumps | gap | moved | said | said twice |
|---|---|--:|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|
${sorted.join('\n')}
`,
  );
}

function describe({ name, trace, longTasks, shifts, jumps, gap, said, moved, frames }) {
  const { script = 0, style = 0, layout = 0, paint = 0 } = trace.kinds;
  const cells = [
    name,
    shape ?? 'mixed',
    trace.long.length,
    ms(trace.longest),
    longTasks.length,
    ms(Math.max(0, ...longTasks.map(({ duration }) => duration))),
    ms(trace.total),
    [script, style, layout, paint].map(Math.round).join(' / '),
    frames,
    sum(shifts.map(({ value }) => value)).toFixed(3),
    `${Math.round(sum(jumps.map(({ px }) => px)))} px`,
    `${Math.round(gap)} px`,
    `${Math.round(moved)} px`,
    said.length,
    countRepeated(said),
  ];
  return `| ${cells.join(' | ')} |`;
}

const lines = [];
try {
  for (const name of named.length > 0 ? named : Object.keys(FACES)) {
    const result = await measure(name);
    lines.push(describe(result));
    console.log(lines.at(-1));
    for (const { ms: length, kinds, at, to } of result.trace.worst) {
      const parts = Object.entries(kinds).map(([kind, time]) => `${kind} ${ms(time)}`);
      console.log(`  ${ms(length)} after ${((at - result.trace.startedAt) / 1e6).toFixed(1)} s: ${parts.join(', ')}`);
      // With the functions that they call, because a task that is too long has one cause.
      const options = { from: at, to, isDeep: true, count: 40 };
      if (result.profile) console.log(describeProfile(result.profile, options).join('\n'));
    }
    for (const { px, startTime, what } of result.jumps) {
      console.log(
        `  a jump of ${px.toFixed(1)} px after ${((startTime - result.startedAt) / 1000).toFixed(1)} s: ${what}`,
      );
    }
    if (!profiles) writePage(lines);
    if (result.profile) console.log(describeProfile(result.profile).join('\n'));
  }
} finally {
  await browser.close();
  await server.close();
}
process.exit(0);
