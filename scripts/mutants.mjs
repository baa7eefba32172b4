#!/usr/bin/env node
// Applies each mutation of mutations/*.json to a copy of the workspace, and asserts that the test it names fails.
// A test that passes with its mutation does not detect the fault of its row: docs/adr/0032.
// usage: node scripts/mutants.mjs [--only=ROW,ID,…] [--changed[=BASE]] [--pending] [--shard=1/2] [--check] [--list]
//   --only     rows (`12`, `S13`, `I2`) or ids
//   --changed  those whose file or test differs from BASE. Default: origin/main
//   --pending  those without a recorded result, or changed since
//   --shard    the n-th part of several
//   --check    runs nothing; checks that each row has a mutation, and each mutation its source and its test
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyWorkspace } from './lib/copy-workspace.mjs';
import { checkTables } from './lib/mutation-tables.mjs';
import { allMutations, digestOf, problemsOf, RESULTS_FILE, readResults, root } from './lib/mutations.mjs';

/** A mutation may make a test wait forever; no test of the tables takes this long. */
const DEADLINE_MS = 180_000;
/** The time limit of the tests of all chosen mutations without any mutation. */
const BASELINE_DEADLINE_MS = 1_800_000;

// The exit handler deletes the copy and ends running processes.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

const { values: flags } = parseArgs({
  args: process.argv.slice(2).map((arg) => (arg === '--changed' ? '--changed=origin/main' : arg)),
  options: {
    only: { type: 'string' },
    changed: { type: 'string' },
    pending: { type: 'boolean' },
    shard: { type: 'string' },
    check: { type: 'boolean' },
    list: { type: 'boolean' },
  },
});

const mutations = allMutations();
const problems = [...mutations.flatMap(problemsOf), ...checkTables(mutations)];
if (problems.length > 0 && (flags.check || mutations.some((mutation) => problemsOf(mutation).length > 0))) {
  console.error(problems.join('\n'));
  process.exit(1);
}
if (flags.check) process.exit(0);

function changedFiles(base) {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim().split('\n');
  const [fork = base] = git('merge-base', base, 'HEAD');
  return new Set([...git('diff', '--name-only', fork), ...git('ls-files', '--others', '--exclude-standard')]);
}

function selected() {
  const only = flags.only === undefined ? null : new Set(flags.only.split(','));
  const changed = flags.changed === undefined ? null : changedFiles(flags.changed);
  const results = readResults();
  const chosen = mutations.filter(
    (mutation) =>
      (!only || only.has(mutation.id) || only.has(mutation.row)) &&
      (!changed || changed.has(mutation.file) || changed.has(mutation.test.file)) &&
      (!flags.pending || results[mutation.id] !== digestOf(mutation)),
  );
  const [part = 1, of = 1] = flags.shard?.split('/').map(Number) ?? [];
  return chosen.filter((_, index) => index % of === part - 1);
}

const chosen = selected();
if (flags.list || chosen.length === 0) {
  for (const { id, row, what } of chosen) console.log(`${row.padEnd(4)} ${id}: ${what}`);
  console.log(`${chosen.length} of ${mutations.length} mutations`);
  process.exit(0);
}

/** The vitest project of a test: that of its package, otherwise `docs` or `e2e`. */
function projectOf(file) {
  const [folder, name] = file.split('/');
  return folder === 'packages' ? name : folder;
}

/** A title as a pattern for full names of tests, in which `%s` is replaced by values. */
const patternOf = (title) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%[so]/g, '.+');

/**
 * Runs node until it exits, then ends all of its child processes: a mutation may leave a worker in an endless loop.
 *
 * @returns {Promise<string | null>} its output; null if it did not exit in time
 */
async function runToEnd(args, options, deadlineMs) {
  const child = spawn(process.execPath, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
  const endGroup = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of its processes have already ended.
    }
  };
  process.once('exit', endGroup);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    endGroup();
  }, deadlineMs);
  await once(child, 'exit');
  clearTimeout(timer);
  endGroup();
  process.off('exit', endGroup);
  return isLate ? null : output;
}

/** Runs tests of some files in the copy. @returns the results of the tests that ran, and the output */
async function runTests(copy, tests, { build = false, bail = true } = {}) {
  // The path is set in vitest.workspace.ts.
  const report = join(copy, '.cache/test-report.json');
  rmSync(report, { force: true });
  const projects = [...new Set(tests.map(({ file }) => projectOf(file)))].flatMap((name) => ['--project', name]);
  const files = [...new Set(tests.map(({ file }) => file))];
  const titles = [...new Set(tests.map(({ title }) => patternOf(title)))].join('|');
  const output = await runToEnd(
    [
      'node_modules/vitest/vitest.mjs',
      ...['run', '--config', 'vitest.workspace.ts', '--maxWorkers=1', ...projects, ...files, '-t', titles],
      ...['--reporter=json', ...(bail ? ['--bail=1'] : [])],
    ],
    { cwd: copy, env: { ...process.env, CI: 'true', ...(build ? {} : { E2E_BUILD: 'none' }) } },
    bail ? DEADLINE_MS : BASELINE_DEADLINE_MS,
  );
  if (output === null) return { results: [], output: 'it did not end', timedOut: true };
  try {
    const results = JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap(
      ({ name, message, assertionResults }) => assertionResults.map((result) => ({ ...result, file: name, message })),
    );
    return { results: results.filter(({ status }) => status === 'passed' || status === 'failed'), output };
  } catch {
    return { results: [], output };
  }
}

const isOf = (copy, { file, title }) => {
  const pattern = new RegExp(patternOf(title));
  return (result) => result.file === join(copy, file) && pattern.test(result.fullName);
};

/** The ids of mutations whose tests fail, or do not run, even without the mutation: they prove nothing. */
async function findBroken(copy) {
  const tests = chosen.map(({ test }) => test);
  const { results, output } = await runTests(copy, tests, { build: true, bail: false });
  const broken = new Set();
  for (const { id, test } of chosen) {
    const own = results.filter(isOf(copy, test));
    if (own.length > 0 && own.every(({ status }) => status === 'passed')) continue;
    broken.add(id);
    const reasons = own.flatMap(({ failureMessages = [] }) => failureMessages).join('\n') || output.slice(-2000);
    const how = own.length > 0 ? 'fails' : 'does not run';
    console.error(`${id}: without the mutation "${test.title}" ${how}\n${reasons}`);
  }
  return broken;
}

/** Records that the test of a mutation has failed. The file is read each time, because shards may run in parallel. */
function record(mutation) {
  const known = new Set(mutations.map(({ id }) => id));
  const results = Object.entries({ ...readResults(), [mutation.id]: digestOf(mutation) })
    .filter(([id]) => known.has(id))
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  writeFileSync(RESULTS_FILE, `${JSON.stringify(Object.fromEntries(results), null, 2)}\n`);
}

/** Runs the test of a mutation with the mutation applied. @returns whether it failed */
async function isKilled(copy, { id, row, file, source, mutation, test, build }) {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    original.replace(source, () => mutation),
  );
  const begun = Date.now();
  const { results, output, timedOut } = await runTests(copy, [test], { build });
  writeFileSync(path, original);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  const killed = timedOut || results.filter(isOf(copy, test)).some(({ status }) => status === 'failed');
  const why = results.length > 0 ? `"${test.title}" passes` : `nothing ran:\n${output.slice(-1500)}`;
  console.log(`${killed ? 'killed  ' : 'SURVIVED'}  ${row.padEnd(4)} ${id} (${seconds} s)${killed ? '' : `: ${why}`}`);
  return killed;
}

const copy = copyWorkspace();
process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
const broken = await findBroken(copy);
let killed = 0;
for (const mutation of chosen) {
  if (broken.has(mutation.id) || !(await isKilled(copy, mutation))) continue;
  killed += 1;
  record(mutation);
}
console.log(`${killed} of ${chosen.length} mutations killed`);
process.exitCode = killed < chosen.length ? 1 : 0;
