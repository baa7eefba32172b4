import { mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeBrowser, visit } from './support/journey.ts';
import { freePort, type Run, root, spawnNode, waitForAddress } from './support/server.ts';

const data = mkdtempSync(join(tmpdir(), 'connective-chat-dev-'));
let dev: Run;
let server: { url: string; log: () => string };

beforeAll(async () => {
  const port = await freePort();
  dev = spawnNode([join(root, 'scripts/dev.mjs'), '--port', String(port), '--data', data]);
  server = { url: await waitForAddress(dev, 170_000), log: dev.output };
  expect(server.url).toBe(`http://127.0.0.1:${port}`);
}, 180_000);
afterAll(async () => {
  await closeBrowser();
  dev?.child.kill('SIGTERM');
  await dev?.exit;
  rmSync(data, { recursive: true, force: true });
});

/** The first visit also bundles the dependencies, which takes longer than any other step of an end-to-end test. */
const PATIENCE = { timeout: 60_000 };

/** Saves a source file without changing it, as an editor does, and waits until the page has reloaded. */
async function reloadsAfterSaving(page: Page, file: string): Promise<void> {
  const path = join(root, file);
  const { atime, mtime } = statSync(path);
  await page.evaluate(() => Object.assign(window, { isOld: true }));
  try {
    utimesSync(path, new Date(), new Date());
    await page.waitForFunction(() => !Object.hasOwn(window, 'isOld'), undefined, PATIENCE);
  } finally {
    // A build compares the modification times of the sources.
    utimesSync(path, atime, mtime);
  }
}

test('npm run dev serves the shop with the widget from source, and reloads it on a change', async () => {
  const { page } = await visit(server, '/', 'dev-widget');
  const launcher = page.getByRole('button', { name: /chat/i }).first();
  const field = page.getByRole('textbox', { name: /message/i });
  await launcher.waitFor(PATIENCE);
  // When the bundler finds another dependency, it reloads the page, which closes the chat.
  await expect
    .poll(
      async () => {
        if (!(await field.isVisible())) await launcher.click();
        return field.isVisible();
      },
      { ...PATIENCE, interval: 5_000 },
    )
    .toBe(true);
  await reloadsAfterSaving(page, 'packages/vanilla-ui/src/embed/widget.ts');
  await launcher.waitFor(PATIENCE);
}, 180_000);

test('npm run dev serves the console from source, and reloads it on a change', async () => {
  const { page } = await visit(server, '/operator', 'dev-console');
  await page.getByLabel('Login').waitFor(PATIENCE);
  await reloadsAfterSaving(page, 'packages/console/src/main.tsx');
  await page.getByLabel('Login').waitFor(PATIENCE);
}, 180_000);

test('npm run dev restarts the server when a source file changes, and then reloads the pages', async () => {
  const { page, expectProblems } = await visit(server, '/operator', 'dev-server');
  // Requests fail while the server restarts.
  expectProblems(/./);
  await page.getByLabel('Login').waitFor(PATIENCE);
  await reloadsAfterSaving(page, 'packages/server/src/cli.ts');
  await expect.poll(() => server.log().match(/listening on/g)).toHaveLength(2);
  await page.getByLabel('Login').waitFor(PATIENCE);
}, 180_000);
