import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatFace } from './support/chat-face.ts';
import { accessibilityProblems, closeBrowser } from './support/journey.ts';
import { type Settings, startSettings, testChatOf } from './support/settings.ts';

/* A scenario is built in the editor, with its forms and by keyboard, and tried in the test chat. */

const PATIENCE = { timeout: 20_000, interval: 50 };

let settings: Settings;
beforeAll(async () => {
  settings = await startSettings();
});
afterAll(async () => {
  await closeBrowser();
  await settings?.server.close();
});

type Json = Record<string, unknown>;
interface ScenarioAnswer {
  draft: { scenario: { fallback?: string; nodes: Record<string, Json> } };
}

/** A text field by its full name: a combobox is also found by the names of its options. */
const field = (where: Locator, name: string) => where.getByRole('textbox', { name, exact: true });

/** The editor of a new bot, with its list of nodes. */
class Editor {
  readonly page: Page;
  readonly #bot: string;

  constructor(page: Page, bot: string) {
    this.page = page;
    this.#bot = bot;
  }

  static async open(bot: string): Promise<Editor> {
    await settings.api('POST', '/api/admin/bots', { id: bot, title: bot });
    const { page } = await settings.open(`/settings/bots/${bot}/scenario`, `scenario-${bot}`);
    await page.getByText('List', { exact: true }).click();
    return new Editor(page, bot);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  node(id: string): Locator {
    return this.page.getByRole('region', { name: `Node ${id}`, exact: true });
  }

  /** Picks an option of a combobox by keyboard. */
  async choose(where: Locator, label: string, option: string): Promise<void> {
    await where.getByRole('button', { name: new RegExp(` ${label}$`) }).press('Enter');
    await this.page.getByRole('option', { name: option, exact: true }).press('Enter');
    await this.page.getByRole('listbox').waitFor({ state: 'detached' });
  }

  /** Adds a node with the keyboard only. */
  async add(kind: string, id: string, leads?: string): Promise<Locator> {
    await this.button('Add node').press('Enter');
    const dialog = this.page.getByRole('dialog', { name: 'Add node' });
    if (kind !== 'Message') await this.choose(dialog, 'Kind', kind);
    await field(dialog, 'Id').fill(id);
    if (leads) await this.choose(dialog, 'Leads to', leads);
    await dialog.getByRole('button', { name: 'Add node' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const node = this.node(id);
    const heading = node.getByRole('heading', { name: id });
    await expect.poll(() => heading.evaluate((e) => e === document.activeElement), PATIENCE).toBe(true);
    return node;
  }

  async pick(id: string): Promise<Locator> {
    await this.page.getByRole('button', { name: new RegExp(`^${id} `) }).press('Enter');
    await this.node(id).waitFor();
    return this.node(id);
  }

  async publish(): Promise<void> {
    await this.button('Publish').click();
    const dialog = this.page.getByRole('dialog', { name: 'Publish the draft?' });
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Opens a chat with the published scenario. */
  async talk(): Promise<ChatFace> {
    await this.button('Test chat').click();
    await this.page.getByRole('region', { name: 'Test chat' }).getByText('Live version').click();
    const chat = testChatOf(this.page);
    await chat.sees('Hello! How can I help?');
    return chat;
  }

  async draft(): Promise<ScenarioAnswer['draft']['scenario']> {
    const path = `/api/admin/bots/${this.#bot}/scenario`;
    return (await settings.api<ScenarioAnswer>('GET', path)).draft.scenario;
  }

  problems(): Promise<string[]> {
    return accessibilityProblems(this.page, '#root');
  }
}

test('nodes are added and connected by keyboard: cards lead to a rating, the rating to the end', async () => {
  const editor = await Editor.open('cards');
  const thanks = await editor.add('Exit', 'thanks');
  await field(thanks, 'Text').fill('Thank you for the score!');

  const score = await editor.add('Message', 'score');
  await editor.choose(score, 'What it says', 'Rating');
  await field(score, 'Question').fill('How do you like it?');
  await score.getByText('1 to 10').click();
  await field(score, 'Kept as').fill('liking');
  await editor.choose(score, 'Leads to', 'thanks');

  const offers = await editor.add('Message', 'offers');
  await editor.choose(offers, 'What it says', 'Cards');
  await field(offers, 'Title').fill('Halo Wide');
  await field(offers, 'Text').fill('A bar of light');
  await field(offers, 'Address of the picture').fill('/demo/lamp-wide.svg');
  await field(offers, 'What the picture shows').fill('A lamp');
  const card = offers.getByRole('group', { name: 'Card 1' });
  await card.getByRole('button', { name: 'Add a button' }).press('Enter');
  await field(card, 'Label').fill('Rate it');
  await editor.choose(card.getByRole('group', { name: 'Button 1' }), 'Leads to', 'score');
  await offers.getByRole('button', { name: 'Add a card' }).press('Enter');
  await field(offers.getByRole('group', { name: 'Card 2' }), 'Title').fill('Halo Clip');
  // The editor checks the draft after a delay; then the colour of its buttons changes.
  await expect.poll(() => editor.problems(), { ...PATIENCE, message: 'cards' }).toEqual([]);

  const greeting = await editor.pick('greeting');
  await greeting.getByRole('button', { name: 'Add a button' }).press('Enter');
  const offered = greeting.getByRole('group', { name: 'Button 2' });
  await field(offered, 'Label').fill('See offers');
  await editor.choose(offered, 'Leads to', 'offers');
  await editor.publish();

  const chat = await editor.talk();
  await chat.press('See offers');
  await chat.sees('A bar of light');
  await chat.sees('Halo Clip');
  await chat.rows.getByRole('img', { name: 'A lamp', exact: true }).waitFor();
  await chat.press('Rate it');
  await chat.sees('How do you like it?');
  await chat.press('9 of 10');
  await chat.sees('Thank you for the score!');
});

test('an HTTP request with headers is configured in its form, and the kept value appears in the answer', async () => {
  const editor = await Editor.open('http');
  const tell = await editor.add('Exit', 'tell');
  await field(tell, 'Text').fill('It is {{state}}, says {{status}}.');
  const ask = await editor.add('HTTP request', 'look_up', 'tell');
  await field(ask, 'Address').fill('/demo/orders/HL-12341');
  await ask.getByRole('button', { name: 'Add a header' }).press('Enter');
  const header = ask.getByRole('group', { name: 'Header 1' });
  await field(header, 'Name').fill('Host');
  await field(header, 'Value').fill('halo');
  await ask.getByText('the header Host is set by the server itself').waitFor();
  await field(header, 'Name').fill('X-Shop');
  await ask.getByRole('button', { name: 'Keep a value' }).press('Enter');
  const kept = ask.getByRole('group', { name: 'Kept value 1' });
  await field(kept, 'Kept as').fill('state');
  await field(kept, 'Place in the answer').fill('order.state');
  await field(ask, 'The status is kept as').fill('status');
  // The editor checks the draft after a delay; then the colour of its buttons changes.
  await expect.poll(() => editor.problems(), { ...PATIENCE, message: 'http' }).toEqual([]);

  const router = await editor.add('Router', 'which', 'answer');
  const route = router.getByRole('group', { name: 'Condition 1' });
  await route.getByRole('textbox').fill('contains(lower(input), "order")');
  await editor.choose(route, 'Leads to', 'look_up');
  const question = await editor.add('Wait for input', 'question', 'which');
  await field(question, 'Question').fill('What is it about?');
  await field(question, 'Said on a bad answer').fill('Once more, please.');
  const greeting = await editor.pick('greeting');
  // A message without buttons continues to its next node.
  await greeting.getByRole('button', { name: 'Delete: Button 1' }).press('Enter');
  await editor.choose(greeting, 'Leads to', 'question');
  await editor.publish();
  expect((await editor.draft()).nodes.look_up).toMatchObject({
    headers: { 'X-Shop': 'halo' },
    save: { state: 'order.state' },
  });

  const chat = await editor.talk();
  await chat.sees('What is it about?');
  await chat.say('My order');
  await chat.sees('It is shipped, says 200.');
});

test('hours, tags and buttons of a handoff are configured in its form, and the visitor sees them', async () => {
  const editor = await Editor.open('hours');
  const wait = await editor.add('Connect to operator', 'wait');
  await field(wait, 'Tags').fill('orders, vip');
  await wait.getByText('End the chat', { exact: true }).click();
  await field(wait, 'Label: End the chat').fill('Hang up');
  await wait.getByText('Back to the bot', { exact: true }).click();
  await editor.choose(wait, 'Leads to: returned', 'greeting');
  const later = await editor.add('Message', 'later');
  await field(later, 'Text').fill('Nobody works today.');
  await later.getByRole('button', { name: 'Add a button' }).press('Enter');
  const anyway = later.getByRole('group', { name: 'Button 1' });
  await field(anyway, 'Label').fill('Wait anyway');
  await editor.choose(anyway, 'Leads to', 'wait');

  const operator = await editor.pick('operator');
  await operator.getByText('Only within working hours').click();
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday']) await field(operator, day).fill('');
  await field(operator, 'Time zone').fill('Europe/Nowhere');
  await field(operator, 'Friday').fill('');
  await operator.getByText('is not a time zone').waitFor();
  await field(operator, 'Time zone').fill('Europe/Kyiv');
  await field(operator, 'Days off').fill('2026-12-25');
  await editor.choose(operator, 'Leads to: closed', 'later');
  // The editor checks the draft after a delay; then the colour of its buttons changes.
  await expect.poll(() => editor.problems(), { ...PATIENCE, message: 'operator' }).toEqual([]);
  await editor.publish();
  const { nodes } = await editor.draft();
  expect(nodes.wait).toMatchObject({ tags: ['orders', 'vip'], add_button: 'Hang up', add_return_button: true });
  expect(nodes.operator).toMatchObject({ hours: { timeZone: 'Europe/Kyiv', days: {}, holidays: ['2026-12-25'] } });

  const chat = await editor.talk();
  await chat.press('Talk to a person');
  await chat.sees('Nobody works today.');
  await chat.press('Wait anyway');
  await chat.button('Hang up').waitFor();
  await chat.press('Back to the bot');
  await chat.sees('Hello! How can I help?', 2);
});

test('deleting a node needs confirmation, and dangling references are problems until they are fixed', async () => {
  const editor = await Editor.open('less');
  const start = await editor.pick('start');
  await expect
    .poll(() => start.getByRole('button', { name: 'Delete the node' }).count(), { message: 'a scenario has a start' })
    .toBe(0);
  const operator = await editor.pick('operator');
  await operator.getByRole('button', { name: 'Delete the node' }).press('Enter');
  const ask = editor.page.getByRole('alertdialog', { name: 'Delete operator?' });
  await ask.getByText('These lead to it: greeting.').waitFor();
  expect(await accessibilityProblems(editor.page, '.ui-dialog')).toEqual([]);
  await ask.getByRole('button', { name: 'Cancel' }).press('Enter');
  await ask.waitFor({ state: 'detached' });
  await operator.getByRole('button', { name: 'Delete the node' }).press('Enter');
  await ask.getByRole('button', { name: 'Delete' }).press('Enter');
  await operator.waitFor({ state: 'detached' });

  await editor.page
    .getByRole('region', { name: '1 problem' })
    .getByRole('button', { name: /^greeting/ })
    .press('Enter');
  const greeting = editor.node('greeting');
  await expect.poll(() => editor.button('Publish').isDisabled(), { message: 'with a problem' }).toBe(true);
  await editor.choose(greeting.getByRole('group', { name: 'Button 1' }), 'Leads to', 'answer');
  await editor.publish();
  expect(Object.keys((await editor.draft()).nodes).sort()).toEqual(['answer', 'greeting', 'start']);

  const chat = await editor.talk();
  await chat.press('Talk to a person');
  await chat.sees('I found nothing about that.');
});

test('the editor fits the window: problems move nothing, all are listed, in the language of the page', async () => {
  const editor = await Editor.open('fits');
  const { page } = editor;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByText('Graph', { exact: true }).click();
  const box = (selector: string) =>
    page.locator(selector).evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
  const overflow = (selector: string) =>
    page.locator(selector).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  const below = () =>
    page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
  await page.locator('.react-flow__node').filter({ hasText: 'greeting' }).click();
  const greeting = editor.node('greeting');
  await greeting.waitFor();
  expect(await below(), 'nothing to scroll under the editor').toBe(0);
  const canvas = await box('.graph');

  await greeting.getByRole('tab', { name: 'JSON' }).click();
  const json = page.getByRole('textbox', { name: 'JSON' });
  // Within its pane, which may be scrolled to the caret.
  const place = () =>
    page.locator('.inspector textarea').evaluate(({ offsetLeft, offsetTop, offsetWidth }: HTMLElement) => ({
      offsetLeft,
      offsetTop,
      offsetWidth,
    }));
  const before = await place();
  const long = 'https://shop.example.com/'.repeat(20);
  const buttons = [
    [
      { label: 'One', alias: 'nowhere' },
      { label: 'Two', alias: 'nowhere' },
    ],
    [{ label: 'Three', next: 'gone' }],
  ];
  await json.fill(JSON.stringify({ type: 'message', text: long, buttons, next: 'missing' }, null, 2));
  const list = page.getByRole('region', { name: '4 problems' });
  await list.waitFor();
  await expect.poll(() => list.getByRole('listitem').count()).toBe(4);
  await list.getByText('button 3 leads to gone').waitFor();
  expect(await box('.graph')).toEqual(canvas);
  expect(await place()).toEqual(before);
  expect(await overflow('.inspector .pane-body'), 'JSON does not scroll sideways').toBe(0);
  expect(await below()).toBe(0);
  expect(await editor.problems()).toEqual([]);
  await list.getByRole('button', { name: '4 problems' }).click();
  await list.getByText('button 3 leads to gone').waitFor({ state: 'hidden' });

  await editor.button('Save draft').click();
  await page.getByText('The draft is saved').waitFor();
  await page.evaluate(() => localStorage.setItem('connective-chat.locale', 'uk'));
  await page.reload();
  await page.getByText('кнопка 3 веде до gone, якого не існує').waitFor();
  await page.getByText('«далі» веде до missing, якого не існує').waitFor();
});
