import type { ChatServer } from '@connective-chat/server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { FaultProxy } from '../playground/src/server/fault-proxy.ts';
import { ChatFace } from './support/chat-face.ts';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { openDesk } from './support/operator-page.ts';

/* From the bot to an operator and back, with the visitor in one browser and the operators in others. */

const ann = { id: 'ann', name: 'Ann', login: 'ann', password: 'ann-has-a-long-password' };
const bob = { id: 'bob', name: 'Bob', login: 'bob', password: 'bob-has-a-long-password' };
const PATIENCE = { timeout: 20_000, interval: 50 };

let server: ChatServer & { log: () => string };
beforeAll(async () => {
  const started = await createTestServer({
    demo: true,
    operators: [ann, bob],
    // A dialog that one test has taken must not return to the queue during another test.
    operatorGraceMs: 3_600_000,
  });
  server = Object.assign(started, { log: () => '' });
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
});

/** A visitor of the demo shop who has asked the bot for an operator. */
async function waitingVisitor(name: string): Promise<{ page: Page; chat: ChatFace }> {
  const { page } = await visit(server, '/', name);
  const chat = new ChatFace(page, 'widget');
  await chat.open();
  await chat.press('Talk to a person');
  await chat.sees('One moment');
  return { page, chat };
}

test('bot, queue, two operators racing for a dialog, messages, transfer and close', async () => {
  const first = await openDesk(server, ann);
  const second = await openDesk(server, bob);
  expect(await accessibilityProblems(first.page, '#root')).toEqual([]);
  const { page: shop, chat } = await waitingVisitor('visitor-journey');
  for (const { desk } of [first, second]) await desk.row('Olena').getByText('Place 1 in the queue').waitFor();
  await expect.poll(() => first.page.title(), PATIENCE).toMatch(/^\(1\) /);

  for (const { desk } of [first, second]) {
    await desk.row('Olena').getByRole('button').click();
    await desk.action('Take').waitFor();
  }
  // Both buttons are located before either is pressed: the first press removes the other operator's button, and the
  // race would not take place.
  const take = await Promise.all([first, second].map(({ desk }) => desk.action('Take').elementHandle()));
  await Promise.all(take.map((button) => button?.evaluate((element) => (element as HTMLElement).click())));
  const owners = () => Promise.all([first, second].map(async ({ desk }) => ((await desk.field.isVisible()) ? 1 : 0)));
  await expect.poll(async () => (await owners()).reduce((sum: number, one) => sum + one, 0), PATIENCE).toBe(1);
  const [owner, other] = (await first.desk.field.isVisible()) ? [first, second] : [second, first];
  const [ownerName, otherName] = owner === first ? ['Ann', 'Bob'] : ['Bob', 'Ann'];
  await other.page.getByText(`${ownerName} is talking with this visitor.`).waitFor();
  await chat.sees(`${ownerName} has joined.`);

  await owner.desk.say('Hello Olena, how can I help?');
  await chat.sees('Hello Olena, how can I help?');
  await owner.desk.sees('Hello Olena, how can I help?');
  await owner.page.locator('[data-tick=read]').first().waitFor();
  // The other operator also receives the messages.
  await other.desk.sees('Hello Olena, how can I help?');
  await chat.input.pressSequentially('My lamp fl');
  await owner.page.getByText('Olena is typing').waitFor();
  await chat.say('My lamp flickers <img src=x onerror=alert(1)>');
  await owner.desk.sees('My lamp flickers <img src=x onerror=alert(1)>');

  await owner.page.locator('input[type=file]').setInputFiles({
    name: 'manual.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Turn it off and on again.'),
  });
  await owner.page.getByRole('list', { name: 'Files to send' }).getByText('manual.txt').waitFor();
  await owner.page.getByRole('button', { name: 'Send', exact: true }).click();
  await owner.desk.sees('manual.txt');
  await chat.sees('manual.txt');
  expect(await accessibilityProblems(owner.page, '#root')).toEqual([]);

  await owner.desk.action('Transfer').click();
  await owner.page.getByRole('dialog').getByRole('button', { name: otherName }).click();
  await other.desk.field.waitFor();
  await owner.page.getByText(`${otherName} is talking with this visitor.`).waitFor();
  await other.desk.say('I take over from here.');
  await chat.sees('I take over from here.');

  await other.desk.action('Close').click();
  await other.page.getByRole('alertdialog').getByRole('button', { name: 'Close the dialog' }).click();
  await other.page.getByText('This dialog is closed.').waitFor();
  await other.desk.tab('Closed').click();
  await other.desk.row('Olena').waitFor();
  await chat.sees(`${otherName} has ended this chat.`);
  await expect.poll(() => shop.evaluate(() => document.querySelectorAll('img[src="x"]').length)).toBe(0);
});

test('a network outage while an operator writes is shown; the message is kept and sent once', async () => {
  const network = await FaultProxy.before(server.url);
  onTestFinished(() => network.close());
  const { page, desk, expectProblems } = await openDesk({ url: network.url, log: () => '' }, ann);
  expectProblems(/WebSocket|ERR_/);
  const { chat } = await waitingVisitor('visitor-cut');
  await desk.row('Olena').getByRole('button').first().click();
  await desk.action('Take').click();
  await desk.field.waitFor();
  network.drop('everything');
  await desk.say('Are you still there?');
  await desk.sees('Are you still there?');
  await expect.poll(() => page.locator('[data-tick=pending]').count()).toBe(1);
  network.cut();
  await page.getByText('What you write is kept and sent').waitFor();
  await desk.field.fill('and a half-written wor');
  network.drop('nothing');
  network.cut();
  await chat.sees('Are you still there?');
  await desk.sees('Are you still there?');
  await expect.poll(() => page.getByText('What you write is kept and sent').isVisible(), PATIENCE).toBe(false);
  await expect.poll(() => page.locator('[data-tick=pending]').count(), PATIENCE).toBe(0);
  // The text in the field is still there after a reload.
  await page.reload();
  await desk.field.waitFor();
  await expect.poll(() => desk.field.inputValue(), PATIENCE).toBe('and a half-written wor');
  await page.keyboard.press('Escape');
});

test('a whole dialog by keyboard only', async () => {
  const { page } = await visit(server, '/operator', 'desk-keyboard');
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), PATIENCE).toBe('username');
  await page.keyboard.type('bob');
  await press('Tab');
  await page.keyboard.type(bob.password);
  await press('Enter');
  await page.getByRole('navigation', { name: 'Dialogs' }).waitFor();
  const { chat } = await waitingVisitor('visitor-keyboard');
  await page.bringToFront();
  const rows = page.locator('[data-dialog]');
  await rows.first().waitFor();

  await press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await press('Escape');
  await expect.poll(() => page.getByRole('dialog').count(), PATIENCE).toBe(0);

  const last = (await rows.count()) - 1;
  for (let index = 0; index <= last; index += 1) await press('j');
  await expect.poll(() => rows.nth(last).getAttribute('aria-current'), PATIENCE).toBe('true');
  await press('t');
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  await expect.poll(focused, PATIENCE).toBe('TEXTAREA');
  // While the operator types, letter keys are text and not shortcuts.
  await page.keyboard.type('jket? Let me see.');
  await press('Enter');
  await chat.sees('jket? Let me see.');
  await press('Escape', 'r');
  await expect.poll(focused, PATIENCE).toBe('TEXTAREA');
  await press('Escape', 'e');
  const confirm = page.getByRole('alertdialog').getByRole('button', { name: 'Close the dialog' });
  await expect.poll(() => confirm.evaluate((element) => element === document.activeElement), PATIENCE).toBe(true);
  await press('Enter');
  await chat.sees('Bob has ended this chat.');
});

test('a phone shows one pane, and "back" returns to the previous one', async () => {
  const { page, desk } = await openDesk(server, ann);
  await page.setViewportSize({ width: 390, height: 844 });
  await waitingVisitor('visitor-phone');
  const row = desk.row('Olena').getByRole('button').first();
  await row.click();
  await desk.action('Take').waitFor();
  await expect.poll(() => row.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'About the visitor' }).click();
  await desk.card.getByText('Halo desk lamp').first().waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).last().click();
  expect(await accessibilityProblems(page, '#root')).toEqual([]);
  await page.goBack();
  await row.waitFor();
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
