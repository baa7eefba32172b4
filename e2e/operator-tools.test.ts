import type { ChatServer } from '@connective-chat/server';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { ChatFace } from './support/chat-face.ts';
import { closeBrowser, visit } from './support/journey.ts';
import { OperatorPage, openDesk } from './support/operator-page.ts';
import { hears, rawVisitor, waitingVisitor } from './support/waiting-visitor.ts';

/* The tools of an operator: search, canned answers, files, bans, handing back to the bot, sound. */

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
    limits: { messagesPerMinute: 10_000, burst: 1000 },
  });
  server = Object.assign(started, { log: () => '' });
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
});

async function take(desk: OperatorPage, name: string): Promise<void> {
  await desk.row(name).getByRole('button').first().click();
  await desk.action('Take').click();
  await desk.field.waitFor();
}

test('a search result opens its dialog at the message, however old it is', async () => {
  const visitor = await waitingVisitor(server.url, 'Sofia');
  const { desk, page } = await openDesk(server, ann);
  await take(desk, 'Sofia');
  await visitor.send('My code is quokkasaurus');
  // With a full stop, because a row also contains its time: "number 13" with "1:05" would contain "number 131".
  for (let count = 1; count <= 130; count += 1) await visitor.send(`And another thing, number ${count}.`);
  await desk.sees('number 130.');
  const needle = desk.messages.filter({ hasText: 'quokkasaurus' });
  // After the reload the old messages are not loaded, so the search has to fetch them.
  await page.reload();
  await desk.sees('number 130.');
  await expect.poll(() => needle.count(), { message: 'not in the document' }).toBe(0);

  await page.getByRole('searchbox').fill('quokka');
  const hit = page.getByRole('button', { name: /quokkasaurus/ });
  await hit.click();
  await needle.waitFor();
  await expect.poll(() => needle.getAttribute('aria-current'), PATIENCE).toBe('true');
  const inView = () =>
    needle.evaluate((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      const log = row.closest('.desk-scroller')?.getBoundingClientRect() as DOMRect;
      return top >= log.top && bottom <= log.bottom;
    });
  await expect.poll(inView, PATIENCE).toBe(true);
  // A new message does not scroll the list away from the old one that is being read.
  await visitor.send('One more, number 131.');
  await page.getByRole('button', { name: 'To the newest message' }).getByText('1 new message').waitFor();
  expect(await inView()).toBe(true);
  await page.getByRole('button', { name: 'To the newest message' }).click();
  await desk.sees('number 131.');
  // The list still opens a dialog at its end.
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await desk.row('Sofia').getByRole('button').first().click();
  await expect.poll(() => page.locator('[data-seq][aria-current]').count(), PATIENCE).toBe(0);
});

test('a canned answer is created, chosen by keyboard and filled in; personal ones are private', async () => {
  const visitor = await waitingVisitor(server.url, 'Petro', { city: 'Lviv' });
  const { desk, page } = await openDesk(server, ann);
  await take(desk, 'Petro');
  const make = async (shortcut: string, text: string, isShared: boolean) => {
    await desk.field.fill('/');
    await page.getByRole('button', { name: 'Edit kept answers' }).click();
    const dialog = page.getByRole('dialog', { name: 'Kept answers' });
    await dialog.getByRole('button', { name: 'New answer' }).click();
    await dialog.getByLabel('Shortcut').fill(shortcut);
    await dialog.getByLabel('Title').fill(`About ${shortcut}`);
    await dialog.getByLabel('Text', { exact: true }).fill(text);
    if (!isShared) await dialog.getByText('For everybody').click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText(`/${shortcut}`).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await make('greet', 'Hello {{name}} of {{city|the world}}, this is {{operator}}.', true);
  await make('grumble', 'Not today.', false);

  await desk.field.fill('');
  await desk.field.pressSequentially('/gr');
  await expect.poll(() => page.getByRole('option').count(), PATIENCE).toBe(2);
  const chosen = page.getByRole('option', { selected: true });
  await expect.poll(() => chosen.innerText(), PATIENCE).toContain('/greet');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => chosen.innerText(), PATIENCE).toContain('/grumble');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => chosen.innerText(), PATIENCE).toContain('/greet');
  await page.keyboard.press('Enter');
  await expect.poll(() => desk.field.inputValue()).toBe('Hello Petro of Lviv, this is Ann.');
  await page.keyboard.press('Enter');
  await hears(visitor, 'Hello Petro of Lviv, this is Ann.');

  const other = await openDesk(server, bob);
  await waitingVisitor(server.url, 'Halyna');
  await take(other.desk, 'Halyna');
  await other.desk.field.fill('/gr');
  await expect.poll(() => other.page.getByRole('option').allInnerTexts(), PATIENCE).toHaveLength(1);
});

/** A file as the clipboard or a drag operation carries it. */
const carried = (page: Page, name: string) =>
  page.evaluateHandle((fileName) => {
    const data = new DataTransfer();
    data.items.add(new File(['some bytes'], fileName, { type: 'text/plain' }));
    return data;
  }, name);

test('a file is pasted, dropped, cancelled during upload, and retried after a failure', async () => {
  const visitor = await waitingVisitor(server.url, 'Iryna');
  const { desk, page, expectProblems } = await openDesk(server, ann);
  await take(desk, 'Iryna');
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  const clipboardData = await carried(page, 'pasted.txt');
  await desk.field.evaluate((field, data) => {
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, clipboardData);
  const staged = page.getByRole('list', { name: 'Files to send' });
  await staged.getByText('pasted.txt').waitFor();
  expect(JSON.stringify(visitor.messages), 'nothing goes before it is sent').not.toContain('pasted.txt');
  await desk.field.press('Enter');
  await hears(visitor, 'pasted.txt');
  await staged.waitFor({ state: 'detached' });
  const composer = page.locator('.desk-composer');
  const dataTransfer = await carried(page, 'dropped.txt');
  await composer.dispatchEvent('dragover', { dataTransfer });
  await page.getByText('Drop files to add them').waitFor();
  await composer.dispatchEvent('drop', { dataTransfer });
  await button('Send').click();
  await hears(visitor, 'dropped.txt');
  await expect.poll(() => page.getByText('Drop files to add them').count(), PATIENCE).toBe(0);

  const pick = (...names: string[]) =>
    page
      .locator('input[type=file]')
      .setInputFiles(
        names.map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`the bytes of ${name}`) })),
      );
  const choose = async (...names: string[]) => {
    await pick(...names);
    await button('Send').click();
  };
  await pick('unwanted.txt');
  await button('Remove unwanted.txt').click();
  await staged.waitFor({ state: 'detached' });
  await choose('one.txt', 'two.txt', 'three.txt');
  await hears(visitor, 'three.txt');
  const sent = visitor.messages.flatMap(({ body }) => (body.type === 'file' ? [(body as { name?: string }).name] : []));
  expect(sent.slice(-3)).toEqual(['one.txt', 'two.txt', 'three.txt']);
  const row = (name: string) => page.locator('.desk-message', { hasText: name });
  // The upload never completes, so that it can be cancelled.
  await page.route('**/files**', () => {});
  await choose('held.txt');
  await row('held.txt').getByRole('progressbar').waitFor();
  await row('held.txt').getByRole('button', { name: 'Cancel' }).click();
  await row('held.txt').waitFor({ state: 'detached' });

  await page.unroute('**/files**');
  await page.route('**/files**', (route) => route.abort());
  expectProblems(/ERR_FAILED/);
  await choose('again.txt');
  await row('again.txt').getByText('Not sent').waitFor();
  await page.unroute('**/files**');
  await row('again.txt').getByRole('button', { name: 'Try again' }).click();
  await hears(visitor, 'again.txt');
  await desk.sees('again.txt');
  expect(JSON.stringify(visitor.messages)).not.toContain('held.txt');
  expect(JSON.stringify(visitor.messages)).not.toContain('unwanted.txt');
});

test('a banned visitor is refused and marked, and is let in again when the ban is lifted', async () => {
  const visitor = await waitingVisitor(server.url, 'Taras');
  const { desk, page } = await openDesk(server, ann);
  await take(desk, 'Taras');
  const { card } = desk;
  await card.getByRole('button', { name: 'Ban the visitor' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Ban this visitor?' });
  await dialog.getByLabel(/Reason/).fill('Sells sunglasses');
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
  await card.getByText('Banned by Ann').waitFor();
  await card.getByText('Sells sunglasses').waitFor();
  await page.getByRole('main').getByText('This visitor is banned. Only the bot answers.').waitFor();
  expect(await visitor.request('request_operator')).toMatchObject({ ok: false });
  expect(visitor.messages.filter(({ body }) => body.type === 'rating')).toEqual([]);

  await card.getByRole('button', { name: 'Lift the ban' }).click();
  await card.getByRole('button', { name: 'Ban the visitor' }).waitFor();
  await expect.poll(() => card.getByText('Banned by').count()).toBe(0);
  expect(await visitor.request('request_operator')).toMatchObject({ ok: true });
  await desk.tab('Queue').click();
  await desk.row('Taras').waitFor();
});

test('returned to the bot: it answers, its activity is visible, and the dialog can be taken again', async () => {
  const visitor = await waitingVisitor(server.url, 'Oksana');
  const { desk, page } = await openDesk(server, ann);
  await take(desk, 'Oksana');
  await desk.action('Transfer').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Back to the bot' }).click();
  await page.getByText('The bot is answering. You can take over.').waitFor();
  await visitor.send('How long does delivery take?');
  await hears(visitor, '2–4 working days');
  await desk.sees('2–4 working days');
  await desk.action('Take over').click();
  await desk.field.waitFor();
});

test('shows a rating that the visitor gives after the dialog has ended', async () => {
  // Without an operator who is online, the bot offers something else.
  const { desk, page } = await openDesk(server, ann);
  const visitor = await rawVisitor(server.url, { name: 'Lesia' });
  await visitor.press(await hears(visitor, 'Talk to a person'), 'person');
  await take(desk, 'Lesia');
  await desk.action('Close').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close the dialog' }).click();
  await visitor.rate(await hears(visitor, 'How did my colleague do?'), 4, 'Quick and kind');
  await desk.sees('Rated 4');
  await desk.sees('Quick and kind');
});

/** Counts the tones that a page plays. */
const countNotes = (context: BrowserContext) =>
  context.addInitScript(() => {
    Object.assign(window, { notes: 0 });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...args) {
      (window as unknown as { notes: number }).notes += 1;
      return start.apply(this, args);
    };
  });
const notes = (page: Page) => page.evaluate(() => (window as unknown as { notes: number }).notes);

test('plays a sound in one tab only, and in the next one when that tab is closed', async () => {
  const first = await openDesk(server, ann);
  const { context } = first;
  await countNotes(context);
  await first.page.reload();
  await first.page.getByRole('button', { name: 'Sound is off', exact: true }).click();
  await first.page.getByRole('button', { name: 'Sound is on', exact: true }).waitFor();
  // The desk now knows the operator, so the choice is stored and the next tab can read it.
  await first.page.getByRole('radiogroup', { name: 'Your presence', exact: true }).waitFor();
  // The desk plays a sound when sound is turned on.
  await expect.poll(() => notes(first.page), PATIENCE).toBe(2);

  const session = await first.page.evaluate(() => JSON.stringify(sessionStorage));
  const page = await context.newPage();
  await page.addInitScript((held) => {
    for (const [key, value] of Object.entries(JSON.parse(held) as Record<string, string>))
      sessionStorage.setItem(key, value);
  }, session);
  await page.goto(`${server.url}/operator`);
  const second = new OperatorPage(page);
  await page.getByRole('button', { name: 'Sound is on', exact: true }).waitFor();
  // A browser plays sound only after the user has interacted with the page.
  await second.tab('Queue').click();
  const waits = (tab: Page) =>
    tab.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      const ofSound = ({ name }: LockInfo) => name === 'connective-desk-sound';
      return [held.filter(ofSound).length, pending.filter(ofSound).length];
    });
  await expect.poll(() => waits(page), PATIENCE).toEqual([1, 1]);

  await waitingVisitor(server.url, 'Nadia');
  for (const desk of [first.desk, second]) await desk.row('Nadia').waitFor();
  await expect.poll(() => notes(first.page), PATIENCE).toBe(4);
  expect(await notes(page)).toBe(0);

  await first.page.close();
  await expect.poll(() => waits(page), PATIENCE).toEqual([1, 0]);
  await waitingVisitor(server.url, 'Roman');
  await second.row('Roman').waitFor();
  await expect.poll(() => notes(page), PATIENCE).toBe(2);
});

test('lists messages to the bot among all dialogs, even if nobody asked for an operator', async () => {
  const visitor = await rawVisitor(server.url, { name: 'Yurii' });
  await visitor.send('Do you deliver to Lviv?');
  const { desk } = await openDesk(server, ann);
  await desk.tab('All').click();
  await desk.row('Yurii').getByText('With the bot').waitFor();
});

test('rows keep their place and show what was said; after Take the row is in view; a dialog is marked as unread', async () => {
  const names = ['Zlata', 'Adam', 'Mykola'];
  const visitors = await Promise.all(names.map((name) => waitingVisitor(server.url, name)));
  const { desk, page } = await openDesk(server, bob);
  for (const name of names) {
    await desk.tab('Queue').click();
    await take(desk, name);
  }
  // Dialogs of other tests may be there as well.
  const order = async () => {
    const rows = await page.locator('.desk-row-name').allInnerTexts();
    return rows.filter((name) => names.includes(name));
  };
  await expect.poll(order, PATIENCE).toEqual(names);
  await expect
    .poll(() => desk.row('Mykola').innerText(), { message: 'a notice is not a preview' })
    .not.toContain('has joined');
  await page.locator('.desk-talk-header').getByText('Halo support').waitFor();

  await visitors[0]?.send('My last word');
  await desk.row('Zlata').getByText('My last word').waitFor();
  expect(await order()).toEqual(names);
  await page.reload();
  await expect.poll(order, PATIENCE).toEqual(names);

  await page.setViewportSize({ width: 1280, height: 380 });
  await desk.tab('Queue').click();
  await waitingVisitor(server.url, 'Yaryna');
  await take(desk, 'Yaryna');
  const isInView = () =>
    page.locator('[data-dialog][aria-current]').evaluate((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      const list = row.closest('.desk-list-body')?.getBoundingClientRect() as DOMRect;
      return top >= list.top - 1 && bottom <= list.bottom + 1;
    });
  await expect.poll(isInView, PATIENCE).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });

  await desk.row('Yaryna').getByRole('button').click();
  // It is read once it was in view for a moment.
  await expect.poll(() => desk.row('Yaryna').locator('[data-unread]').count(), PATIENCE).toBe(0);
  await desk.action('Mark as unread').click();
  await desk.row('Yaryna').getByText('Marked as unread').waitFor();
  await page.getByRole('heading', { name: 'Choose a dialog' }).waitFor();
  await desk.row('Yaryna').getByRole('button').click();
  await expect.poll(() => desk.row('Yaryna').getByText('Marked as unread').count(), PATIENCE).toBe(0);
});

test('in the queue nothing keeps its clock: a message, a file that nobody answers, and the text behind it', async () => {
  await openDesk(server, bob);
  const { page } = await visit(server, '/', 'queue-ticks');
  const chat = new ChatFace(page, 'widget');
  await chat.open();
  await chat.press('Talk to a person');
  await chat.sees('One moment');
  await chat.say('I am waiting');
  await page.locator('input[type=file]').setInputFiles({
    name: 'receipt.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('The receipt'),
  });
  await page.locator('.attachment').getByText('receipt.txt').waitFor();
  await chat.say('This is the receipt');
  const own = page.locator('.row.own:not([hidden])');
  const ticks = () => own.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-tick')));
  await expect
    .poll(async () => (await own.allInnerTexts()).join(), PATIENCE)
    .toMatch(/I am waiting.*receipt\.txt.*This is the receipt/s);
  const isDelivered = (tick: string | null) => tick === 'sent' || tick === 'delivered';
  await expect.poll(async () => (await ticks()).every(isDelivered), PATIENCE).toBe(true);
});
