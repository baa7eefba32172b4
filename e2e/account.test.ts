import type { ChatServer } from '@connective-chat/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { askAboutDelivery, GREETING, PATIENCE, sees } from './support/example-page.ts';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { focused, tabTo } from './support/keyboard.ts';
import { DeskOperator } from './support/operator.ts';
import { exampleFolders } from './support/server.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const account = { login: 'iryna', password: 'iryna-password' };

let running: ChatServer;
let server: { url: string; log: () => string };
beforeAll(async () => {
  running = await createTestServer({
    demo: true,
    mounts: exampleFolders(),
    operators: [{ id: 'iryna', name: 'Iryna', ...account }],
  });
  server = { url: running.url, log: () => '' };
});
afterAll(async () => {
  await closeBrowser();
  await running?.close();
});

describe('the personal account', () => {
  test('the conversation is part of the page, and a reload keeps it', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-conversation');
    await askAboutDelivery(page);
    await page.reload();
    await sees(page, GREETING);
    await sees(page, '2–4 working days within Ukraine');
  });

  test('a draft survives a visit to the orders page, and the chosen order is attached to it', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-orders');
    await sees(page, GREETING);
    await page.getByRole('textbox').fill('Is it here');
    await page.getByRole('button', { name: 'Orders' }).click();
    await page.getByRole('heading', { name: 'Orders' }).waitFor();
    expect(await accessibilityProblems(page), 'orders').toEqual([]);
    await page.getByRole('button', { name: /HL-12345/ }).click();
    await page.getByText('About order HL-12345').waitFor();
    await expect.poll(() => page.getByRole('textbox').inputValue()).toBe('Is it here');
  });

  test('files stay beside the draft until they are sent, and a refused file shows the reason', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-files');
    await sees(page, GREETING);
    await page.getByTestId('file-input').setInputFiles([
      { name: 'lamp.png', mimeType: 'image/png', buffer: PNG },
      { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
    ]);
    const files = page.getByTestId('attachments');
    await files.getByText('Files of this kind cannot be sent.').waitFor();
    expect(await accessibilityProblems(page), 'files').toEqual([]);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => page.locator('[data-testid=message] img[alt="lamp.png"]').count(), PATIENCE).toBe(1);
    await page.getByRole('button', { name: 'Remove drawing.svg' }).click();
    await expect.poll(() => files.count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  test('axe finds no accessibility problems: wide and narrow, light and dark', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-axe');
    await askAboutDelivery(page);
    expect(await accessibilityProblems(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityProblems(page), 'dark').toEqual([]);
    await page.setViewportSize({ width: 390, height: 780 });
    expect(await accessibilityProblems(page), 'narrow').toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: 'no sideways scrolling' })
      .toBe(320);
  });

  test('a handoff to an operator and back, with queue, messages and end, by keyboard only', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-handoff');
    const subtitle = page.getByTestId('chat-subtitle');
    const says = (text: string) => expect.poll(() => subtitle.innerText(), PATIENCE).toBe(text);
    await sees(page, GREETING);
    await tabTo(page, 'Talk to a person');
    await page.keyboard.press('Enter');
    await says('You are 1st in the queue');
    await expect
      .poll(() => focused(page), { message: 'one button for the whole way keeps the focus' })
      .toBe('Leave the queue');
    expect(await accessibilityProblems(page), 'queued').toEqual([]);
    await page.keyboard.press('Enter');
    await says('Answers from our help pages and our delivery service');
    await page.keyboard.press('Enter');
    await says('You are 1st in the queue');

    const iryna = await DeskOperator.logIn(server.url, account);
    await iryna.take();
    await says('Iryna is with you');
    await tabTo(page, 'Message');
    await page.keyboard.type('Is it you?');
    await page.keyboard.press('Enter');
    await sees(page, 'Is it you?');
    await expect
      .poll(() => page.getByTestId('thinking').count(), { message: 'nobody thinks while a person talks' })
      .toBe(0);
    await iryna.typing(true);
    await page.getByText('Iryna is typing…').waitFor();
    await iryna.say('It is. How can I help?');
    await sees(page, 'It is. How can I help?');
    await expect
      .poll(() => page.getByText('Iryna is typing…').count(), { message: 'what is written is not being written' })
      .toBe(0);
    await expect.poll(() => focused(page), { message: 'a message moves no focus' }).toBe('Message');
    expect(await accessibilityProblems(page), 'with a person').toEqual([]);

    await tabTo(page, 'End chat', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Go on');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('End chat');
    await page.keyboard.press('Enter');
    await tabTo(page, 'End it');
    await page.keyboard.press('Enter');
    await says('This chat has ended');
    await sees(page, 'It is. How can I help?');
    expect(await accessibilityProblems(page), 'ended').toEqual([]);
    iryna.leave();
  });

  test('a message that arrives on another page is counted as unread, and is read on return', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-unread');
    await sees(page, GREETING);
    await page.getByTestId('handoff').click();
    await expect.poll(() => page.getByTestId('chat-subtitle').innerText(), PATIENCE).toContain('in the queue');
    await page.getByRole('button', { name: 'Profile' }).click();
    const iryna = await DeskOperator.logIn(server.url, account);
    await iryna.take();
    await iryna.say('Hello, Olena');
    await page.getByRole('button', { name: /^Help, [1-9]\d* unread$/ }).click();
    await sees(page, 'Hello, Olena');
    await page.getByRole('button', { name: 'Help', exact: true }).waitFor();
    iryna.leave();
  });

  test('cards and a rating with a comment are answered by keyboard only', async () => {
    const { page } = await visit(server, '/examples/account/', 'account-cards');
    await sees(page, GREETING);
    await tabTo(page, 'See our lamps');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Halo Clip' }).waitFor();
    await expect.poll(() => focused(page), { message: 'who has chosen goes on writing' }).toBe('Message');
    expect(await accessibilityProblems(page), 'cards').toEqual([]);
    // Shift+Tab from the input reaches the buttons of the last card first and scrolls it into view.
    await tabTo(page, 'Tell me more', 'Shift+Tab');
    const card = page.locator('.card', { has: page.locator(':focus') });
    await expect.poll(() => card.evaluate((element) => element.getBoundingClientRect().right <= innerWidth)).toBe(true);
    await page.keyboard.press('Enter');
    await sees(page, 'You are looking at Halo Clip');
    await expect.poll(() => focused(page)).toBe('Message');
    await page.keyboard.type('Is it warm?');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('thinking').isVisible(), PATIENCE).toBe(false);

    await page.reload();
    await page.getByRole('button', { name: 'Delivery and returns' }).first().click();
    await sees(page, 'Returns are free for 30 days');
    await tabTo(page, 'That is all, thank you', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await sees(page, 'How was this talk?');
    await tabTo(page, '5 of 5', 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await accessibilityProblems(page), 'rating').toEqual([]);
    await tabTo(page, /^What should we know/);
    await page.keyboard.type('Warm and quick');
    await page.keyboard.press('Enter');
    await sees(page, 'Thank you, that helps us.');
    await sees(page, '5 of 5');
  });
});
