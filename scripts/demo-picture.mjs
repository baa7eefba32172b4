#!/usr/bin/env node
// Takes the picture of the README: the demo shop with the widget open while the agent works on a question.
// usage: npm run build, then node scripts/demo-picture.mjs
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypescript } from './lib/import-typescript.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const picture = join(root, 'docs/images/demo.png');
/** Long enough for a slow machine to take the picture while the agent waits for the delivery service. */
const DELAY_MS = '6000';

const { launchBrowserServer } = await importTypescript(join(root, 'e2e/support/launch-browser-server.ts'));
const data = mkdtempSync(join(tmpdir(), 'demo-picture-'));
const cli = join(root, 'packages/server/dist/cli.js');
const server = spawn(process.execPath, [cli, '--demo', '--port', '0', '--data', data], {
  env: { ...process.env, CHAT_DEMO_DELAY_MS: DELAY_MS },
  stdio: ['ignore', 'pipe', 'inherit'],
});
// The dependency of the e2e tests, whose browser this is.
const { chromium } = createRequire(join(root, 'e2e/package.json'))('playwright-core');
const browserServer = await launchBrowserServer();
const browser = await chromium.connect(browserServer.wsEndpoint());
try {
  const url = await new Promise((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (chunk) => {
      printed += chunk;
      const address = /http:\/\/[\w.[\]:]+:\d+/.exec(printed)?.[0];
      if (address) resolve(address);
    });
    server.once('exit', () => reject(new Error(`the server ended:\n${printed}`)));
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  await page.goto(url);
  await page.locator('[part~=launcher]').click();
  await page.getByText('Hi Olena!').waitFor();
  await page.getByRole('textbox').fill('How long does delivery take?');
  await page.getByRole('textbox').press('Enter');
  await page.locator('[part~=thinking]').getByText('Asking our delivery service').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: picture, animations: 'disabled' });
  console.log(`took ${picture}`);
} finally {
  await browser.close();
  await browserServer.close();
  server.kill('SIGINT');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}
