#!/usr/bin/env node
// Takes the pictures of the README from the running demo: the shop with the open widget, and a moving picture of a
// thinking agent, an approval and a handoff, in light and dark.
// usage: npm run build -- --js, then node scripts/demo-picture.mjs
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypescript } from './lib/import-typescript.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const images = join(root, 'docs/images');
// Dependencies of the e2e tests, whose browser this is.
const requireE2e = createRequire(join(root, 'e2e/package.json'));
const { chromium } = requireE2e('playwright-core');
const { PNG } = requireE2e('pngjs');
const { GIFEncoder, applyPalette, quantize } = requireE2e('gifenc');

/** Long enough for a slow machine to take the pictures while the agent waits for the delivery service. */
const DELAY_MS = '3000';
/** The window of the widget, with a margin. */
const WINDOW = { width: 460, height: 760 };
const STEP_MS = 1_100;
const READ_MS = 2_400;

/** The frames of a moving picture, each with the time that it is shown. Two equal frames become one. */
class Film {
  #frames = [];

  async add(page, ms) {
    const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const last = this.#frames.at(-1);
    if (last?.png.equals(png)) last.ms += ms;
    else this.#frames.push({ png, ms });
  }

  /** Adds a frame for each new text of a locator, until another one is shown. */
  async follow(page, texts, end) {
    let seen = '';
    while (!(await end.isVisible())) {
      const shown = (await texts.isVisible()) ? await texts.innerText() : '';
      if (shown !== '' && shown !== seen) await this.add(page, STEP_MS);
      seen = shown;
      await page.waitForTimeout(50);
    }
  }

  /** One palette for all frames, so that a colour does not change between them. */
  encode() {
    const frames = this.#frames.map(({ png, ms }) => ({ ...PNG.sync.read(png), ms }));
    const palette = quantize(Buffer.concat(frames.map(({ data }) => data)), 256);
    const gif = GIFEncoder();
    for (const { data, width, height, ms } of frames) {
      gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: ms });
    }
    gif.finish();
    return { bytes: gif.bytes(), count: frames.length };
  }
}

const { launchBrowserServer } = await importTypescript(join(root, 'e2e/support/launch-browser-server.ts'));
const { DeskOperator } = await importTypescript(join(root, 'e2e/support/operator.ts'));
const data = mkdtempSync(join(tmpdir(), 'demo-picture-'));
const cli = join(root, 'packages/server/dist/cli.js');
const server = spawn(process.execPath, [cli, '--demo', '--port', '0', '--data', data], {
  env: { ...process.env, CHAT_DEMO_DELAY_MS: DELAY_MS },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browserServer = await launchBrowserServer();
const browser = await chromium.connect(browserServer.wsEndpoint());

/** Opens the widget of the shop in a context of its own. */
async function openShop(url, colorScheme, viewport) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  // The shop is always light, and the widget follows its page.
  await page.evaluate((scheme) => document.documentElement.style.setProperty('color-scheme', scheme), colorScheme);
  await page.locator('[part~=launcher]').click();
  await page.locator('.row').getByText('Hi Olena!').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

async function say(page, text) {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('textbox').press('Enter');
}

async function film(url, colorScheme, operatorPassword) {
  const page = await openShop(url, colorScheme, WINDOW);
  const thinking = page.locator('[part~=thinking]');
  const row = (text) => page.locator('.row').getByText(text).last();
  const button = (name) => page.getByRole('button', { name, exact: true }).last();
  /** Presses a button until its effect is seen: while an answer is being written, a press is refused. */
  const press = async (name, effect) => {
    for (let tries = 0; tries < 60 && !(await effect.isVisible()); tries += 1) {
      if (await button(name).isVisible()) await button(name).click();
      await page.waitForTimeout(500);
    }
    await effect.waitFor();
  };
  const moving = new Film();
  await moving.add(page, READ_MS);
  await say(page, 'How long does delivery take?');
  await row('How long does delivery take?').waitFor();
  await moving.follow(page, thinking, row('2–4 working days'));
  await moving.add(page, READ_MS);
  await press('Order status', row('What is your order number?'));
  await say(page, 'HL-12341');
  await press('Change the address', row('Where should the parcel go?'));
  await say(page, '12 Long Street, Lviv');
  await moving.follow(page, thinking, row('Shall I send parcel'));
  await button('Yes, change it').waitFor();
  await moving.add(page, READ_MS);
  await press('Yes, change it', row('Done: parcel HL-12341'));
  await moving.add(page, READ_MS);
  await press('Something else', button('Talk to a person'));
  // With nobody at the desk the bot would offer to write to the shop instead.
  const operator = await DeskOperator.logIn(url, { login: 'operator', password: operatorPassword });
  await press('Talk to a person', row('I am getting a colleague'));
  await moving.add(page, STEP_MS);
  await operator.take();
  await operator.say('Good afternoon, this is Maria. How can I help?');
  await row('Good afternoon').waitFor();
  await moving.add(page, 2 * READ_MS);
  operator.leave();
  await page.context().close();
  const { bytes, count } = moving.encode();
  const file = join(images, `demo-${colorScheme}.gif`);
  writeFileSync(file, bytes);
  console.log(`${file}: ${count} frames, ${Math.round(bytes.length / 1000)} kB`);
}

async function still(url) {
  const page = await openShop(url, 'light', { width: 1280, height: 800 });
  await say(page, 'How long does delivery take?');
  await page.locator('[part~=thinking]').getByText('Asking our delivery service').waitFor();
  await page.screenshot({ path: join(images, 'demo.png'), animations: 'disabled' });
  await page.context().close();
}

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
  const { operator } = JSON.parse(readFileSync(join(data, 'demo-logins.json'), 'utf8'));
  await still(url);
  for (const theme of ['light', 'dark']) await film(url, theme, operator);
} finally {
  await browser.close();
  await browserServer.close();
  server.kill('SIGINT');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}
