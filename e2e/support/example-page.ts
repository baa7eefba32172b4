import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { forgetTexts, seenTexts } from './record-texts.ts';

export const PATIENCE = { timeout: 20_000, interval: 50 };

/** Waits until the messages of an example hold this text so many times. */
export const sees = (page: Page, text: string | RegExp, times = 1) =>
  expect
    .poll(() => page.getByTestId('message').filter({ hasText: text }).count(), { ...PATIENCE, message: String(text) })
    .toBe(times);

/** What the demo's assistant greets Olena with. */
export const GREETING = 'Hi Olena!';

/** Asks with what has the focus; sees the stages of the work, and the answer. */
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
