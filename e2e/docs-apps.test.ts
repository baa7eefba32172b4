import type { ChatServer } from '@connective-chat/server';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { buildDocsApp, DOCS_APPS, type DocsApp, mountOf } from './support/docs-apps.ts';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { focused, tabTo } from './support/keyboard.ts';
import { forgetTexts, seenTexts } from './support/record-texts.ts';

const PATIENCE = { timeout: 20_000, interval: 50 };
const COUNT = 120;
/** With a full stop, because a row also contains its time: "Line 1" with "20:05" would contain "Line 120". */
const LAST_LINE = `Line ${COUNT}.`;

/** A scenario that sends many messages at the start, and one more for every message of the visitor. */
const talkative = {
  version: 1,
  fallback: 'more',
  nodes: {
    start: { type: 'start', next: 'line1' },
    ...Object.fromEntries(
      Array.from({ length: COUNT }, (_, index) => [
        `line${index + 1}`,
        { type: 'message', text: `Line ${index + 1}.`, next: index + 1 < COUNT ? `line${index + 2}` : 'end' },
      ]),
    ),
    more: { type: 'message', text: 'More: {{input}}', next: 'end' },
    end: { type: 'exit' },
  },
};

let demo: ChatServer;
let talker: ChatServer;
beforeAll(async () => {
  for (const app of DOCS_APPS) await buildDocsApp(app);
  const mounts = DOCS_APPS.map(mountOf);
  demo = await createTestServer({ demo: true, mounts });
  talker = await createTestServer({
    bots: [{ id: '1', settings: { title: 'Talker', origins: '*', allowMissingOrigin: true }, scenario: talkative }],
    mounts,
  });
}, 180_000);
afterAll(async () => {
  await closeBrowser();
  await demo?.close();
  await talker?.close();
});

const open = async (server: ChatServer, app: DocsApp, name: string) =>
  visit({ url: server.url, log: () => '' }, `/docs/${app}/`, `docs-${app}-${name}`);

const rows = (page: Page) => page.locator('[data-part=message]');
const sees = (page: Page, text: string, times = 1) =>
  expect.poll(() => rows(page).filter({ hasText: text }).count(), { ...PATIENCE, message: text }).toBe(times);
const log = (page: Page) => page.locator('[data-part=log]');
const fromEnd = (page: Page) =>
  log(page).evaluate((list) => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight));

/** The text of the first visible row, and its distance from the top of the list. */
const firstInView = (list: Locator) =>
  list.evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    const all = [...element.querySelectorAll('[data-message-id]')];
    const row = all.find((each) => each.getBoundingClientRect().bottom > top);
    return { text: row?.textContent, offset: row ? Math.round(row.getBoundingClientRect().top - top) : 0 };
  });

async function openTalk(app: DocsApp, name: string): Promise<Page> {
  const { page } = await open(talker, app, name);
  await page.locator('[data-part=launcher]').click();
  await sees(page, LAST_LINE);
  await expect.poll(() => fromEnd(page), PATIENCE).toBeLessThan(2);
  return page;
}

/** Sends a message as the same visitor in another tab, and waits for the answer. */
async function elsewhere(page: Page, text: string): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.locator('[data-part=launcher]').click();
  await other.getByRole('textbox').fill(text);
  await other.keyboard.press('Enter');
  await sees(other, `More: ${text}`);
  await other.close();
}

describe.each(DOCS_APPS)('the chat built with %s from the docs', (app) => {
  test('supports a whole conversation by keyboard only', async () => {
    const { page } = await open(demo, app, 'keyboard');
    await page.locator('[data-part=launcher]').waitFor();
    await tabTo(page, 'Open chat');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page), { message: 'opening puts the focus into the input' }).toBe('Message');
    await sees(page, 'I can help with orders');
    await forgetTexts(page);
    await page.keyboard.type('How long does delivery take?');
    await page.keyboard.press('Enter');
    await sees(page, '2–4 working days within Ukraine');
    const stages = (await seenTexts(page)).filter(({ text }) => /^(Reading|Searching|Writing) .+…$/.test(text));
    expect(stages.length, 'what the assistant did was said').toBeGreaterThan(0);
    await expect.poll(() => focused(page), { message: 'a message that comes moves no focus' }).toBe('Message');
    expect(await accessibilityProblems(page)).toEqual([]);

    await tabTo(page, 'Delivery and returns', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await sees(page, 'Returns are free for 30 days');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page), { message: 'Esc gives the focus back' }).toMatch(/^Open chat/);
    await page.reload();
    await tabTo(page, /^Open chat/);
    await page.keyboard.press('Enter');
    await sees(page, 'Returns are free for 30 days');
  });

  test('keeps the scroll position: at the end, above it, and while older messages load', async () => {
    const page = await openTalk(app, 'scroll');
    // After the reload the earlier messages are history, of which one page is loaded.
    await page.reload();
    await page.locator('[data-part=launcher]').click();
    await sees(page, LAST_LINE);
    const list = log(page);
    const count = await rows(page).count();
    expect(count, 'a page of the past, not all of it').toBeLessThan(COUNT);

    await elsewhere(page, 'first');
    await sees(page, 'More: first');
    await expect.poll(() => fromEnd(page), PATIENCE).toBeLessThan(2);

    await list.hover();
    // First to a position just before older messages are loaded, then one wheel step further.
    await list.evaluate((element) => element.scrollTo({ top: 220 }));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.mouse.wheel(0, -60);
    await expect.poll(() => rows(page).count(), PATIENCE).toBeGreaterThan(count + 10);
    const place = await firstInView(list);
    expect(Number(/\d+/.exec(place.text ?? '')?.[0]), 'the reader is still among what they read').toBeGreaterThan(
      COUNT - count - 2,
    );

    // The scrolling of the wheel is animated.
    let before = await firstInView(list);
    const hasStopped = async () => {
      const last = before;
      before = await firstInView(list);
      return last.text === before.text && last.offset === before.offset;
    };
    await expect.poll(hasStopped, { ...PATIENCE, interval: 200 }).toBe(true);
    await elsewhere(page, 'second');
    await page.getByRole('button', { name: /^1 new$/ }).waitFor();
    expect(await firstInView(list)).toEqual(before);
    await page.getByRole('button', { name: /^1 new$/ }).click();
    await expect.poll(() => fromEnd(page), PATIENCE).toBeLessThan(2);
    await expect.poll(() => page.getByRole('button', { name: /new$/ }).count()).toBe(0);

    await list.hover();
    await page.mouse.wheel(0, -400);
    await page.getByRole('button', { name: 'To the end' }).waitFor();
    await page.getByRole('textbox').fill('mine');
    await page.keyboard.press('Enter');
    await expect.poll(() => fromEnd(page), { ...PATIENCE, message: 'who sends sees it' }).toBeLessThan(2);
    await sees(page, 'More: mine');
    await expect.poll(() => fromEnd(page), PATIENCE).toBeLessThan(2);
  });

  test('does not send on the Enter that confirms IME input', async () => {
    const page = await openTalk(app, 'ime');
    const input = page.getByRole('textbox');
    const session = await page.context().newCDPSession(page);
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
    const heard = await page.evaluateHandle(() => {
      const seen: unknown[] = [];
      addEventListener('keydown', ({ key, isComposing }) => seen.push([key, isComposing]), true);
      return seen;
    });
    await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await expect.poll(() => input.inputValue()).toBe('にほん');
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await session.send('Input.insertText', { text: '日本' });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    expect(await heard.jsonValue(), 'the page has heard an Enter of the input method').toEqual([['Enter', true]]);
    await expect.poll(() => input.inputValue(), { message: 'accepted, and not sent' }).toBe('日本');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('x');
    await expect.poll(() => input.inputValue()).toBe('日本\nx');
    await page.keyboard.press('Enter');
    await expect.poll(() => input.inputValue()).toBe('');
    await sees(page, 'More: 日本');
    await sees(page, 'にほん', 0);
  });
});
