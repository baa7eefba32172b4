import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { forgetTexts, seenTexts } from './support/record-texts.ts';
import { type ServerProcess, startServer } from './support/server.ts';

const PATIENCE = { timeout: 20_000, interval: 50 };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await closeBrowser();
  await server?.dispose();
});

type Page = Awaited<ReturnType<typeof visit>>['page'];

/** Waits until the messages hold this text so many times. */
const sees = (page: Page, text: string, times = 1) =>
  expect
    .poll(() => page.getByTestId('message').filter({ hasText: text }).count(), { ...PATIENCE, message: text })
    .toBe(times);

/** Colours in the middle of a transition are nobody's colours. */
const problemsOf = async (page: Page) => {
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  await page.waitForTimeout(300);
  return accessibilityProblems(page);
};

async function askAboutDelivery(page: Page): Promise<void> {
  await sees(page, 'Hi Olena!');
  await forgetTexts(page);
  await page.getByRole('textbox').fill('How long does delivery take?');
  await page.keyboard.press('Enter');
  await sees(page, '2–4 working days within Ukraine');
  await expect.poll(() => page.getByTestId('thinking').isVisible(), PATIENCE).toBe(false);
  const stages = (await seenTexts(page)).filter(({ text }) => /^(Reading|Searching|Writing) .+…$/.test(text));
  expect(stages.length, 'what the assistant did was said').toBeGreaterThan(0);
}

describe('the personal account', () => {
  test('a conversation is a part of its page, and a reload keeps it', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-conversation');
    await askAboutDelivery(page);
    await page.reload();
    await sees(page, 'Hi Olena!');
    await sees(page, '2–4 working days within Ukraine');
  });

  test('a draft outlives a look at the orders, and the order that is asked about goes along', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-orders');
    await sees(page, 'Hi Olena!');
    await page.getByRole('textbox').fill('Is it here');
    await page.getByRole('button', { name: 'Orders' }).click();
    await page.getByRole('heading', { name: 'Orders' }).waitFor();
    expect(await problemsOf(page), 'orders').toEqual([]);
    await page.getByRole('button', { name: /HL-12345/ }).click();
    await page.getByText('About order HL-12345').waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('Is it here');
  });

  test('files stand beside the draft until they are sent; one that is not taken says why', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-files');
    await sees(page, 'Hi Olena!');
    await page.getByTestId('file-input').setInputFiles([
      { name: 'lamp.png', mimeType: 'image/png', buffer: PNG },
      { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
    ]);
    const files = page.getByTestId('attachments');
    await files.getByText('Files of this kind cannot be sent.').waitFor();
    expect(await problemsOf(page), 'files').toEqual([]);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => page.locator('[data-testid=message] img[alt="lamp.png"]').count(), PATIENCE).toBe(1);
    await page.getByRole('button', { name: 'Remove drawing.svg' }).click();
    await expect.poll(() => files.count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  test('has no accessibility problem that axe knows: wide and narrow, light and dark', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-axe');
    await askAboutDelivery(page);
    expect(await problemsOf(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await problemsOf(page), 'dark').toEqual([]);
    await page.setViewportSize({ width: 390, height: 780 });
    expect(await problemsOf(page), 'narrow').toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), 'no sideways scrolling').toBe(320);
  });
});

describe('the page without a framework', () => {
  test('greets, shows what the assistant does, answers, and keeps the history over a reload', async () => {
    const { page } = await visit(server, '/examples/plain/', 'plain-conversation');
    const open = () => page.getByTestId('chat-launcher').click();
    await open();
    await askAboutDelivery(page);
    await page.getByRole('button', { name: 'Delivery and returns' }).last().click();
    await sees(page, 'Returns are free for 30 days');
    await page.reload();
    await open();
    await sees(page, '2–4 working days within Ukraine');
    await sees(page, 'Returns are free for 30 days');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.id), 'Esc gives the focus back').toBe('launcher');
  });

  test('has no accessibility problem that axe knows: closed, open, dark', async () => {
    const { page } = await visit(server, '/examples/plain/', 'plain-axe');
    await page.getByTestId('chat-launcher').waitFor();
    expect(await problemsOf(page), 'closed').toEqual([]);
    await page.getByTestId('chat-launcher').click();
    await askAboutDelivery(page);
    expect(await problemsOf(page), 'open').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await problemsOf(page), 'dark').toEqual([]);
  });
});
