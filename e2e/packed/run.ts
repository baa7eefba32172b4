/**
 * Packs every package as it would be published, installs the files into empty applications, and has a conversation in
 * each of them with a packed server. Needs the npm registry.
 * usage: npm run packed [-- --only next,nuxt] [-- --keep]
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { packPackages } from '../../scripts/lib/pack-packages.mjs';
import { launchBrowserServer } from '../support/launch-browser-server.ts';
import { freePort } from '../support/server.ts';
import { appsFor } from './apps.ts';
import { Consumer, type Running, waitForOutput, waitForPage } from './consumer.ts';
import { converse } from './converse.ts';
import type { PackedApp } from './packed-app.types.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, keep: { type: 'boolean', default: false } },
});

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

async function timed(name: string, action: () => Promise<void>): Promise<string> {
  const begun = performance.now();
  await action();
  return `${name} ${((performance.now() - begun) / 1000).toFixed(1)} s`;
}

const consumerOf = (app: PackedApp): Consumer => {
  const home = join(folder, app.name);
  mkdirSync(home);
  return new Consumer(home, app);
};

/** The versions that npm installed of what an application names. */
const versionsOf = (app: PackedApp): string =>
  Object.keys(app.dependencies)
    .filter((name) => !name.startsWith('@types/'))
    .map((name) => {
      const path = join(folder, app.name, 'node_modules', name, 'package.json');
      return `${name} ${JSON.parse(readFileSync(path, 'utf8')).version}`;
    })
    .join(', ');

async function serveAndConverse(app: PackedApp, consumer: Consumer, browser: Browser): Promise<void> {
  const port = await freePort();
  const command = app.serve?.(port);
  if (!command) return;
  const url = `http://127.0.0.1:${port}`;
  const running = consumer.start(command, { PORT: `${port}`, HOST: '127.0.0.1' });
  try {
    await waitForPage(running, url);
    for (const { path, ui } of app.pages ?? []) await converse(browser, url + path, ui);
  } finally {
    await running.stop();
  }
}

async function runProgram({ run }: PackedApp, consumer: Consumer): Promise<void> {
  if (!run) return;
  const running = consumer.start(['node', ...run.args], { PORT: `${await freePort()}` });
  try {
    for (const text of run.prints) await waitForOutput(running, new RegExp(text));
  } finally {
    await running.stop();
  }
}

async function check(app: PackedApp, browser: Browser): Promise<string> {
  const consumer = consumerOf(app);
  const steps = [await timed('install', () => consumer.install(tarballs))];
  if (app.types.modules.length > 0) steps.push(await timed('types', () => consumer.checkTypes()));
  const { build } = app;
  if (build) steps.push(await timed('build', () => consumer.exec(build)));
  if (app.serve) steps.push(await timed('conversation', () => serveAndConverse(app, consumer, browser)));
  if (app.run) steps.push(await timed('run', () => runProgram(app, consumer)));
  return `${versionsOf(app)} (${steps.join(', ')})`;
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

let failed = 0;
try {
  console.log(await timed('packed in', async () => packPackages(tarballs)));
  const server = await startServer();
  console.log(`packed server at ${server.url}, Node ${process.version}`);
  const browserServer = await launchBrowserServer();
  const browser = await chromium.connect(browserServer.wsEndpoint());
  try {
    const wanted = values.only?.split(',');
    for (const app of appsFor(server.url).filter(({ name }) => !wanted || wanted.includes(name))) {
      try {
        console.log(`ok ${app.name}: ${await check(app, browser)}`);
      } catch (error) {
        failed += 1;
        console.error(`FAILED ${app.name}:`, error);
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
process.exitCode = failed > 0 ? 1 : 0;
