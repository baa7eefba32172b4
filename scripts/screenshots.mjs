#!/usr/bin/env node
// Screenshots of every state of the widget for review: formats × light, dark × desktop, phone × LTR, RTL.
// usage: node scripts/screenshots.mjs [--out folder] [--only part-of-a-name] [state …]
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypescript } from './lib/import-typescript.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined);
const out = option('--out') ?? join(root, 'e2e/test-results/gallery');
const only = option('--only') ?? '';
const named = args;

const SCREENS = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 568 },
};
const LOOKS = [
  { name: 'mini-light-desktop', screen: 'desktop', look: {} },
  { name: 'mini-dark-desktop', screen: 'desktop', look: { theme: 'dark' } },
  { name: 'mini-light-desktop-rtl', screen: 'desktop', look: { locale: 'ar' } },
  { name: 'mini-light-phone', screen: 'phone', look: { locale: 'uk' } },
  { name: 'mini-dark-phone-rtl', screen: 'phone', look: { theme: 'dark', locale: 'ar' } },
  { name: 'mini-light-small', screen: 'small', look: {} },
  { name: 'frame-light-desktop', screen: 'desktop', look: { format: 'frame' } },
  { name: 'frame-dark-desktop-rtl', screen: 'desktop', look: { format: 'frame', theme: 'dark', locale: 'ar' } },
  { name: 'frame-light-phone', screen: 'phone', look: { format: 'frame', locale: 'uk' } },
  {
    name: 'mini-brand-desktop',
    screen: 'desktop',
    look: {
      colors: {
        device: { bg: 'linear-gradient(130deg,#734FE1,#D14EE0)' },
        header: { bg: 'linear-gradient(130deg,#734FE1,#D14EE0)', text: '#ffffff' },
        sentMessage: { bg: '#4e8cff', text: '#ffffff' },
        receivedMessage: { bg: '#eaeaea', text: '#222222' },
        userInput: { bg: 'linear-gradient(130deg,#594DA0,#7D5BAA)', border: 'transparent', text: '#FFFFFF' },
        keyboardButton: { bg: '#BB0044', border: '#BB0044', text: '#FFFFFF' },
        inlineKeyboardButton: { bg: '#4e8cff', text: '#4e8cff' },
      },
    },
  },
].filter(({ name }) => name.includes(only));

const { launchBrowserServer } = await importTypescript(join(root, 'e2e/support/launch-browser-server.ts'));
const { startGallery } = await importTypescript(join(root, 'e2e/support/gallery-page.ts'));
const gallery = await startGallery();
// The dependency of the e2e tests, whose browser this is.
const { chromium } = createRequire(join(root, 'e2e/package.json'))('playwright-core');
const browserServer = await launchBrowserServer();
const browser = await chromium.connect(browserServer.wsEndpoint());
let taken = 0;
try {
  for (const { name, screen, look } of LOOKS) {
    const context = await browser.newContext({
      viewport: SCREENS[screen],
      colorScheme: look.theme ?? 'light',
      hasTouch: screen !== 'desktop',
      deviceScaleFactor: screen === 'desktop' ? 1 : 2,
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`${name}: ${error.message}`));
    await page.goto(gallery.url);
    const names = await page.evaluate((format) => globalThis.gallery.namesOf(format), look.format);
    mkdirSync(join(out, name), { recursive: true });
    for (const state of names.filter((one) => named.length === 0 || named.includes(one))) {
      await page.goto(gallery.url);
      await page.evaluate(
        ([one, how]) => {
          return globalThis.gallery.show(one, how);
        },
        [state, look],
      );
      await page.waitForTimeout(350);
      writeFileSync(join(out, name, `${state}.png`), await page.screenshot());
      taken++;
    }
    await context.close();
  }
} finally {
  await browser.close();
  await browserServer.close();
  gallery.close();
}
console.log(`${taken} pictures in ${out}`);
