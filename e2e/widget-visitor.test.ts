import type { ChatServer } from '@connective-chat/server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { ChatFace } from './support/chat-face.ts';
import { HeldAgent } from './support/held-agent.ts';
import { closeBrowser, visit } from './support/journey.ts';
import { recordShifts, shiftsOf } from './support/record-shifts.ts';

/* The visitor's own messages, their files, and the chat while it opens. */

const PATIENCE = { timeout: 20_000 };

const agent = new HeldAgent();
let server: ChatServer;
beforeAll(async () => {
  server = await createTestServer({ demo: true, providers: { knowledge: agent } });
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
});

const open = async (name: string, prepare?: (page: Page) => Promise<void>) => {
  const visited = await visit({ url: server.url, log: () => '' }, '/', name, prepare);
  return { ...visited, chat: new ChatFace(visited.page, 'widget') };
};
/** The delivery state of the visitor's message with this text. */
const tickOf = (page: Page, text: string) =>
  page.locator('.row.own', { hasText: text }).evaluate((row) => row.getAttribute('data-tick'));
const thinkingSays = (chat: ChatFace, text: string) =>
  expect.poll(() => chat.thinking.innerText(), PATIENCE).toContain(text);

const textFile = (name: string, text: string, mimeType = 'text/plain') => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});
describe('a delivered message shows its tick at once', () => {
  test('while the agent thinks, and for a file', async () => {
    const { page, chat } = await open('delivered');
    await chat.open();
    await chat.sees('Hi Olena!');
    await chat.say('How long does delivery take?');
    await thinkingSays(chat, 'Reading your question…');
    await expect.poll(() => tickOf(page, 'How long does delivery take?'), PATIENCE).toBe('sent');
    for (let step = 0; step < 3; step++) agent.goOn();
    await chat.sees('It takes 2–4 working days.');
    await chat.isFree();

    await page.locator('input[type=file]').setInputFiles(textFile('order.txt', 'The order number is HL-12345.'));
    await page.locator('.send').click();
    await expect.poll(() => tickOf(page, 'order.txt'), PATIENCE).toMatch(/^(sent|delivered)$/);
  });
});

describe('the layout does not shift', () => {
  test('from the opening to the first answer', async () => {
    const { page, chat } = await open('layout-shift', recordShifts);
    await chat.open();
    await chat.sees('Hi Olena!');
    await chat.say('How long does delivery take?');
    for (const words of ['Reading your question…', 'Searching our help pages', 'Reading “Delivery times”']) {
      await thinkingSays(chat, words);
      // The browser does not count what moves within 500 ms of an input.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 550)));
      agent.goOn();
    }
    await chat.sees('It takes 2–4 working days.');
    await chat.isFree();
    expect(await shiftsOf(page)).toEqual([]);
  });
});

describe('files', () => {
  test('are refused with a specific reason, when they are picked or by their content', async () => {
    const { page, chat, expectProblems } = await open('file-refusals');
    // The browser logs the 415 response to the mislabelled file.
    expectProblems(/415/);
    await chat.open();
    await chat.sees('Hi Olena!');
    const picker = page.locator('input[type=file]');
    const big = { name: 'big.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(11 * 1024 * 1024, 1) };
    await picker.setInputFiles([big, textFile('setup.exe', 'MZ', 'application/x-msdownload')]);
    const failures = page.locator('.attachment-failure:not([hidden])');
    await expect
      .poll(() => failures.allInnerTexts(), PATIENCE)
      .toEqual([expect.stringMatching(/^Too large: up to [\d.]+ MB\.$/), 'Files of this kind cannot be sent.']);
    for (let left = 2; left > 0; left--) await page.locator('.attachment .tool').first().click();

    await picker.setInputFiles(textFile('photo.png', 'no picture at all', 'image/png'));
    await page.locator('.send').click();
    await expect
      .poll(() => failures.allInnerTexts(), PATIENCE)
      .toEqual(['The content does not match the type of the file.']);
    await expect
      .poll(() => page.locator('.attachment .link').isVisible(), { message: 'trying again cannot help' })
      .toBe(false);
    await page.locator('.attachment .tool').click();
  });
});
