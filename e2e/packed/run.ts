/**
 * Packs every package as it would be published, installs the files into empty applications, and has a conversation in
 * each of them with a packed server. Needs the npm registry.
 * usage: npm run packed [-- --only next,nuxt] [-- --keep] [-- --record]
 *   --keep    leaves the applications where they are
 *   --record  writes the results into docs/compatibility.md
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { packPackages } from '../../scripts/lib/pack-packages.mjs';
import { launchBrowserServer } from '../support/launch-browser-server.ts';
import { freePort } from '../support/server.ts';
import { APPS } from './apps.ts';
import { Consumer, type Running, waitForOutput, waitForPage } from './consumer.ts';
import { converse } from './converse.ts';
import type { PackedApp } from './packed-app.types.ts';
import { type PackedResult, recordResults } from './results.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});

const wanted = values.only?.split(',') ?? Object.keys(APPS);
const unknown = wanted.filter((name) => !(name in APPS));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')} (applications: ${Object.keys(APPS).join(', ')})`);
  process.exit(2);
}

/** Started without waiting of the demo's agent. */
const QUICK = { CHAT_DEMO_DELAY_MS: '0' };

const SERVER: PackedApp = {
  name: 'server',
  packages: ['core', 'contracts', 'vanilla-ui', 'console', 'server'],
  dependencies: {},
  files: [],
  entries: [],
  types: { bin: 'tsc', modules: [] },
};

const folder = mkdtempSync(join(tmpdir(), 'connective-chat-packed-'));
const tarballs = join(folder, 'tarballs');

/** Runs an action, and returns how long it took in seconds. */
async function timed(action: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await action();
  return Math.round((performance.now() - begun) / 100) / 10;
}

const consumerOf = (app: PackedApp): Consumer => {
  const home = join(folder, app.name);
  mkdirSync(home);
  return new Consumer(home, app);
};

/** The versions that npm installed of what an application names. */
const versionsOf = (app: PackedApp): Record<string, string> =>
  Object.fromEntries(
    Object.keys(app.dependencies).map((name) => {
      const path = join(folder, app.name, 'node_modules', name, 'package.json');
      return [name, JSON.parse(readFileSync(path, 'utf8')).version];
    }),
  );

async function visitPages({ serve, pages }: PackedApp, consumer: Consumer, browser: Browser): Promise<void> {
  if (!serve) return;
  const url = `http://127.0.0.1:${serve.port}`;
  const running = consumer.start(serve.command, { PORT: `${serve.port}`, HOST: '127.0.0.1' });
  try {
    await waitForPage(running, url);
    for (const page of pages ?? []) await converse(browser, url, page);
  } finally {
    await running.stop();
  }
}

/** Runs the program of an application, and an action beside it. */
async function besideProgram({ run }: PackedApp, consumer: Consumer, action: () => Promise<void>): Promise<void> {
  if (!run) return action();
  const running = consumer.start(['node', ...run.args], run.environment);
  try {
    for (const text of run.prints) await waitForOutput(running, new RegExp(text));
    await action();
  } finally {
    await running.stop();
  }
}

async function check(app: PackedApp, browser: Browser): Promise<PackedResult> {
  const consumer = consumerOf(app);
  const { build, types } = app;
  const seconds: Record<string, number> = { install: await timed(() => consumer.install(tarballs)) };
  if (types.modules.length > 0) seconds.types = await timed(() => consumer.checkTypes());
  if (build) seconds.build = await timed(() => consumer.exec(build));
  seconds.use = await timed(() => besideProgram(app, consumer, () => visitPages(app, consumer, browser)));
  const at = { date: new Date().toISOString().slice(0, 10), node: process.versions.node };
  return { ...at, versions: versionsOf(app), seconds };
}

async function startServer(): Promise<{ url: string; running: Running }> {
  const consumer = consumerOf(SERVER);
  await consumer.install(tarballs);
  const args = ['--demo', '--host', '127.0.0.1', '--port', '0', '--data', 'data'];
  const running = consumer.start(['connective-chat-server', ...args], QUICK);
  const url = await waitForOutput(running, /http:\/\/[\w.]+:\d+/);
  await waitForPage(running, `${url}/readyz`);
  return { url, running };
}

const shown = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, number]) => `${name} ${number} s`)
    .join(', ');

const results: Record<string, PackedResult> = {};
let failed = 0;
try {
  console.log(`packed in ${await timed(async () => packPackages(tarballs))} s`);
  const server = await startServer();
  console.log(`packed server at ${server.url}, Node ${process.version}`);
  const browserServer = await launchBrowserServer();
  const browser = await chromium.connect(browserServer.wsEndpoint());
  try {
    for (const [name, appAt] of Object.entries(APPS).filter(([each]) => wanted.includes(each))) {
      try {
        const app = appAt({ server: server.url, port: await freePort(), programPort: await freePort() });
        const result = await check(app, browser);
        results[name] = result;
        console.log(`ok ${name} (${shown(result.seconds)})`);
      } catch (error) {
        failed += 1;
        console.error(`FAILED ${name}:`, error);
      }
    }
  } finally {
    await browser.close();
    await browserServer.close();
    await server.running.stop();
  }
} finally {
  if (values.keep) console.log(folder);
  else rmSync(folder, { recursive: true, force: true });
}
if (values.record) recordResults(results);
process.exitCode = failed > 0 ? 1 : 0;
