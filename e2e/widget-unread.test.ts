import { type ChatServer, demoBot } from '@connective-chat/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { ChatFace } from './support/chat-face.ts';
import { type HostPage, hostHtml, startHostPage } from './support/host-page.ts';
import { closeBrowser, visit } from './support/journey.ts';

/* A chat that is opened after unseen messages arrived, and one that uses the texts of its bot. */

let host: HostPage;
let server: ChatServer;
beforeAll(async () => {
  host = await startHostPage();
  const texts = { en: { placeholder: 'Ask about lamps', unreadLine: 'Since you were here' } };
  const settings = { ...demoBot.settings, origins: [host.origin], texts };
  server = await createTestServer({ demo: true, bots: [{ ...demoBot, settings }] });
  host.serve(hostHtml({ script: `${server.url}/kwjs.js`, init: { language_code: 'en', bot_id: demoBot.id } }));
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
  host?.close();
});

const PATIENCE = { timeout: 20_000 };

test('opens at the first unread message, below a divider, and marks as read at the end', async () => {
  const { page, context } = await visit({ url: host.origin, log: () => '' }, '/', 'unread');
  const face = new ChatFace(page, 'widget');
  await face.open();
  await face.sees('Delivery and returns');
  await expect.poll(() => face.input.getAttribute('placeholder'), PATIENCE).toBe('Ask about lamps');
  await page.locator('.close').click();
  await page.locator('.panel').waitFor({ state: 'hidden' });

  // The conversation continues in a hidden tab, until the unread messages are higher than the panel.
  const elsewhere = await context.newPage();
  await elsewhere.addInitScript(() => Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }));
  await elsewhere.goto(host.origin);
  const other = new ChatFace(elsewhere, 'widget');
  await other.open();
  for (const question of ['Where is your workshop?', 'How can I pay?', 'Where are you?', 'Can I pay by card?']) {
    const before = await other.rows.count();
    await other.say(question);
    await expect.poll(() => other.rows.count(), PATIENCE).toBeGreaterThan(before + 1);
    await other.isFree();
  }

  await page.setViewportSize({ width: 1280, height: 500 });
  const badge = page.locator('[part~=badge]');
  await expect.poll(async () => Number(await badge.innerText()), PATIENCE).toBeGreaterThan(3);
  await face.open();
  const line = page.locator('.unread-line');
  await line.waitFor();
  await expect.poll(() => line.innerText()).toBe('Since you were here');
  const topOf = async (locator: typeof line) => (await locator.boundingBox())?.y ?? Number.NaN;
  const offset = async () => (await topOf(line)) - (await topOf(page.locator('.scroller')));
  // The panel is still opening, with an animation that starts at the launcher.
  await expect.poll(async () => Math.abs((await offset()) - 12), PATIENCE).toBeLessThan(16);
  const unread = () => page.evaluate(`document.querySelector('connective-chat').client.unread.get()`);
  expect(await unread()).toBeGreaterThan(0);
  await page.locator('.to-end').click();
  await expect.poll(unread, PATIENCE).toBe(0);

  await page.locator('.close').click();
  await page.locator('.panel').waitFor({ state: 'hidden' });
  await face.open();
  await line.waitFor({ state: 'detached' });
});
