import { type ChatServer, demoBot } from '@connective-chat/server';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { ChatFace } from './support/chat-face.ts';
import { type HostPage, hostHtml, startHostPage } from './support/host-page.ts';
import { closeBrowser, visit } from './support/journey.ts';

/* One widget in several tabs of a site: what they share, and which of them notifies the visitor. */

let host: HostPage;
let server: ChatServer;
beforeAll(async () => {
  host = await startHostPage();
  const settings = { ...demoBot.settings, origins: [host.origin] };
  server = await createTestServer({ demo: true, bots: [{ ...demoBot, settings }] });
  host.serve(hostHtml({ script: `${server.url}/kwjs.js`, init: { language_code: 'en', bot_id: demoBot.id } }));
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
  host?.close();
});

const PATIENCE = { timeout: 20_000 };

/** A page that counts the tones it plays, and can be told that it is in the background. */
const countTones = (): void => {
  Object.assign(window, { tones: 0, background: false });
  const { createOscillator } = AudioContext.prototype;
  AudioContext.prototype.createOscillator = function () {
    (window as unknown as { tones: number }).tones++;
    return createOscillator.call(this);
  };
  Object.defineProperty(document, 'visibilityState', {
    get: () => ((window as unknown as { background: boolean }).background ? 'hidden' : 'visible'),
  });
};

const start = (name: string) =>
  visit({ url: host.origin, log: () => '' }, '/', name, async (page) => {
    await page.addInitScript(countTones);
  });

/** Opens another tab of a returning visitor: the chat connects automatically and joins the other tabs. */
async function another(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(countTones);
  await page.goto(host.origin);
  return page;
}

/** Waits until this many tabs know of each other. */
const together = (page: Page, count: number) =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const { held = [], pending = [] } = await navigator.locks.query();
          return [...held, ...pending].filter(({ name }) => name?.endsWith(':notifies')).length;
        }),
      PATIENCE,
    )
    .toBe(count);

const closeChat = async (page: Page): Promise<void> => {
  await page.locator('.close').click();
  await page.locator('.panel').waitFor({ state: 'hidden' });
};
const tones = (page: Page) => page.evaluate<number>('tones');

test('one of all open tabs plays the sound and counts the message in its title', async () => {
  const { page: first, context } = await start('tabs-sound');
  const face = new ChatFace(first, 'widget');
  await face.open();
  await face.sees('Delivery and returns');
  await first.locator('[aria-haspopup=menu]').click();
  await first.getByRole('menuitem', { name: 'Turn sound on' }).click();
  await closeChat(first);
  await together(first, 1);
  const talking = await another(context);
  const silent = await another(context);
  await together(first, 3);
  const title = await first.title();
  for (const page of [first, silent]) await page.evaluate('background = true');

  const other = new ChatFace(talking, 'widget');
  await other.open();
  await talking.evaluate('background = true');
  await other.say('Where is your workshop?');
  await other.sees('Zelena Street 12');
  await expect.poll(() => tones(first), PATIENCE).toBeGreaterThan(0);
  await silent.locator('[part~=badge]').waitFor();
  expect([await tones(talking), await tones(silent)]).toEqual([0, 0]);
  await expect.poll(() => silent.title()).toBe(title);
});

test('the unread count is in the title of the notifying tab, and moves to the next one', async () => {
  const { page: first, context } = await start('tabs-title');
  const face = new ChatFace(first, 'widget');
  await face.open();
  await face.sees('Delivery and returns');
  await closeChat(first);
  await together(first, 1);
  const second = await another(context);
  await together(first, 2);
  const title = await first.title();
  for (const page of [first, second]) await page.evaluate('background = true');
  // The chat is visible in no tab; the message is sent from a tab in the background.
  const other = new ChatFace(second, 'widget');
  await other.open();
  await other.say('Where is your workshop?');
  await other.sees('Zelena Street 12');
  await expect.poll(() => first.title(), PATIENCE).toMatch(/^\(\d+\) /);
  await expect.poll(() => second.title()).toBe(title);
  await first.close();
  await expect.poll(() => second.title(), PATIENCE).toMatch(/^\(\d+\) /);
});

test('a draft written in one tab appears in all, and messages read in one are read in all', async () => {
  const { page: first, context } = await start('tabs-draft');
  const face = new ChatFace(first, 'widget');
  await face.open();
  await face.sees('Delivery and returns');
  await together(first, 1);
  await face.input.fill('Where is my');
  const second = await another(context);
  await together(first, 2);
  const other = new ChatFace(second, 'widget');
  await other.open();
  await expect.poll(() => other.input.inputValue(), PATIENCE).toBe('Where is my');
  await other.input.fill('Where is your workshop?');
  await expect.poll(() => face.input.inputValue(), PATIENCE).toBe('Where is your workshop?');
  await closeChat(first);

  await second.evaluate('background = true');
  await other.input.press('Enter');
  await other.sees('Zelena Street 12');
  const badge = first.locator('[part~=badge]');
  await badge.waitFor();
  await second.evaluate(`background = false; document.dispatchEvent(new Event('visibilitychange'))`);
  await badge.waitFor({ state: 'hidden' });
  // A draft that was sent in one tab is removed in the other.
  await face.open();
  await expect.poll(() => face.input.inputValue()).toBe('');
});
