import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { forgetTexts, seenTexts } from './record-texts.ts';

export const PATIENCE = { timeout: 20_000, interval: 50 };

/** Waits until exactly `times` messages of an example contain this text. */
export const sees = (page: Page, text: string | RegExp, times = 1) =>
  expect
    .poll(() => page.getByTestId('message').filter({ hasText: text }).count(), { ...PATIENCE, message: String(text) })
    .toBe(times);

/** The greeting of the demo for the visitor Olena. */
export const GREETING = 'Hi Olena!';

/** Presses the focused button that asks about delivery; waits for the stages of the agent and for the answer. */
export async function askAboutDelivery(page: Page): Promise<void> {
  await sees(page, GREETING);
  await forgetTexts(page);
  await page.getByRole('textbox').focus();
  await page.keyboard.type('How long does delivery take?');
  await page.keyboard.press('Enter');
  await sees(page, '2–4 working days within Ukraine');
  await expect.poll(() => page.getByTestId('thinking').isVisible(), PATIENCE).toBe(false);
  const stages = (await seenTexts(page)).filter(({ text }) => /^(Reading|Searching|Writing) .+…$/.test(text));
  expect(stages.length, 'what the assistant did was said').toBeGreaterThan(0);
}
