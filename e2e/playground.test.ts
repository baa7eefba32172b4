import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshData } from '../packages/server/test/support/fresh-data.ts';
import { WASM_FLAGS } from '../packages/server/test/support/wasm-flags.ts';
import { type Playground, startPlayground } from '../playground/src/server/playground-server.ts';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';

/** Long, because a server starts in between. */
const PATIENCE = { timeout: 60_000, interval: 50 };
/** Long enough for a server on a busy machine. */
const START_TIMEOUT_MS = 120_000;
const FACES = ['React', 'Vue', 'Widget', 'Core'] as const;

let playground: Playground;
let dataDir: string;
beforeAll(async () => {
  dataDir = await freshData();
  playground = await startPlayground({ port: 0, dataDir, stageMs: 0, nodeFlags: WASM_FLAGS });
});
afterAll(async () => {
  await closeBrowser();
  await playground?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const faceOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** Waits until exactly one message of this face has this text. */
const sees = (page: Page, face: string, text: string) =>
  expect
    .poll(() => faceOf(page, face).getByText(text, { exact: true }).count(), {
      ...PATIENCE,
      message: `${face}: ${text}`,
    })
    .toBe(1);
/** The end of what the agent says; the scenario adds a sentence about the lamp. */
const ANSWER = /as soon as it leaves\./;
const hasAnswers = (page: Page, face: string, count: number) =>
  expect.poll(() => faceOf(page, face).getByText(ANSWER).count(), { ...PATIENCE, message: face }).toBe(count);
const everyoneSees = async (page: Page, text: string) => {
  for (const face of FACES) await sees(page, face, text);
};
const isLit = (page: Page, state: string) =>
  expect.poll(() => page.locator(`[data-state="${state}"].is-active`).count(), { ...PATIENCE, message: state }).toBe(1);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function say(page: Page, face: string, text: string): Promise<void> {
  const input = faceOf(page, face).getByRole('textbox');
  await input.fill(text);
  await input.press('Enter');
}

test('four clients of one visitor share a conversation, and each fault is seen in the machine and healed', async () => {
  const { page, expectProblems } = await visit({ url: playground.url, log: () => '' }, '/', 'playground');
  // What the browser says about a server that was killed.
  expectProblems(/WebSocket connection to|net::ERR_|Failed to load resource/);
  await isLit(page, 'connection.online');
  await isLit(page, 'turn.ready');
  expect(await accessibilityProblems(page)).toEqual([]);

  // The answer of the server is lost; the message is there once, in every client.
  await press(page, 'Lose the ack');
  await say(page, 'Vue', 'How long does delivery take?');
  await everyoneSees(page, 'How long does delivery take?');
  for (const face of FACES) await hasAnswers(page, face, 1);
  await page.getByRole('radio', { name: 'Vue', exact: true }).check();
  await expect.poll(() => page.locator('#frames [data-lost] code').allInnerTexts(), PATIENCE).toEqual(['send ack']);

  // The agent thinks until it is stopped.
  await press(page, 'Think for ever');
  await page.getByRole('button', { name: 'Think for ever', exact: true, pressed: true }).waitFor();
  await say(page, 'React', 'And to Norway?');
  await everyoneSees(page, 'And to Norway?');
  await isLit(page, 'turn.thinking');
  await faceOf(page, 'Widget').getByRole('button', { name: 'Stop the answer', exact: true }).click();
  await isLit(page, 'turn.ready');
  await press(page, 'Think for ever');
  await page.getByRole('button', { name: 'Think for ever', exact: true, pressed: false }).waitFor();

  // The server is killed; what is sent meanwhile arrives once it runs again.
  await press(page, 'Kill the server');
  await isLit(page, 'connection.waiting');
  await say(page, 'Core', 'Are you there?');
  await press(page, 'Kill the server');
  const isStarted = page.getByRole('button', { name: 'Kill the server', exact: true, pressed: false });
  await isStarted.waitFor({ timeout: START_TIMEOUT_MS });
  await everyoneSees(page, 'Are you there?');
  await hasAnswers(page, 'Core', 2);

  await press(page, 'Handoff');
  await everyoneSees(page, 'Good afternoon, this is Maria. How can I help?');
  await isLit(page, 'dialog.operator');

  // The recording of the client ends in the client's own state.
  await press(page, 'Replay');
  const facts = page.locator('#recording dl');
  await expect.poll(() => facts.innerText(), PATIENCE).toMatch(/dialog\s+operator/);
  expect(await page.locator('#recording .caption').innerText()).not.toContain('differences');
});

test('the static page needs no server', async () => {
  const { page } = await visit(
    { url: playground.url, log: () => '' },
    '/index.html?static',
    'playground-static',
    async (tab) => {
      // The built page as it is, without the address of the server.
      await tab.route('**/index.html?static', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/ data-server="[^"]*"/, '');
        await route.fulfill({ response, body });
      });
    },
  );
  await isLit(page, 'connection.online');
  await press(page, 'Think for ever');
  await page.getByRole('button', { name: 'Think for ever', exact: true, pressed: true }).waitFor();
  await say(page, 'Widget', 'How long does delivery take?');
  await everyoneSees(page, 'How long does delivery take?');
  await isLit(page, 'turn.thinking');
  await faceOf(page, 'Widget').getByRole('button', { name: 'Stop the answer', exact: true }).click();
  await isLit(page, 'turn.ready');
  await page.goto(`${playground.url}/gallery/?state=queued&theme=dark&dir=rtl&size=phone`);
  const state = page.frameLocator('iframe');
  await state.getByText('كم يستغرق التوصيل؟', { exact: true }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('combobox', { name: 'Interface', exact: true }).selectOption('own');
  await state.getByRole('textbox').waitFor();
  expect(new URL(page.url()).searchParams.toString()).toBe('state=queued&theme=dark&dir=rtl&size=phone&ui=own');
});
