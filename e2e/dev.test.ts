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

/** The first visit also bundles the dependencies, which takes longer than anything else a journey waits for. */
const PATIENCE = { timeout: 60_000 };

/** Changes a source as an editor does that saves it unchanged, and resolves when the page has been loaded again. */
async function reloadsAfterSaving(page: Page, file: string): Promise<void> {
  const path = join(root, file);
  const { atime, mtime } = statSync(path);
  await page.evaluate(() => Object.assign(window, { isOld: true }));
  try {
    utimesSync(path, new Date(), new Date());
    await page.waitForFunction(() => !Object.hasOwn(window, 'isOld'), undefined, PATIENCE);
  } finally {
    // A build compares the time of each source.
    utimesSync(path, atime, mtime);
  }
}

test('npm run dev serves the shop with the widget from source, and reloads it on a change', async () => {
  const { page } = await visit(server, '/', 'dev-widget');
  const launcher = page.getByRole('button', { name: /chat/i }).first();
  const field = page.getByRole('textbox', { name: /message/i });
  await launcher.waitFor(PATIENCE);
  // A dependency that the bundler finds late reloads the page, and closes the chat.
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
  // Requests between the two servers fail.
  expectProblems(/./);
  await page.getByLabel('Login').waitFor(PATIENCE);
  await reloadsAfterSaving(page, 'packages/server/src/cli.ts');
  expect(server.log().match(/listening on/g)).toHaveLength(2);
  await page.getByLabel('Login').waitFor(PATIENCE);
}, 180_000);
