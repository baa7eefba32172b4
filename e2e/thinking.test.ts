import { type ChatServer, demoBot } from '@connective-chat/server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type shop from '../packages/server/src/demo/shop.scenario.json';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { ChatFace, type FaceName } from './support/chat-face.ts';
import { HeldAgent } from './support/held-agent.ts';
import { type HostPage, hostHtml, startHostPage } from './support/host-page.ts';
import { accessibilityProblems, closeBrowser, visit } from './support/journey.ts';
import { openDesk } from './support/operator-page.ts';
import { exampleFolders } from './support/server.ts';
import { rawVisitor } from './support/waiting-visitor.ts';

const ann = { id: 'ann', name: 'Ann', login: 'ann', password: 'ann-has-a-long-password' };
const PATIENCE = { timeout: 20_000, interval: 50 };

/** The demo bot, whose agent reaches its deadline after two seconds. */
const hastyBot = structuredClone({ ...demoBot, id: '2' });
(hastyBot.scenario as typeof shop).nodes.ask_agent.thinking.ttlMs = 2_000;

const agent = new HeldAgent({ streams: true });
let host: HostPage;
let server: ChatServer;
beforeAll(async () => {
  host = await startHostPage();
  server = await createTestServer({
    demo: true,
    bots: [hastyBot],
    providers: { knowledge: agent },
    operators: [ann],
    mounts: exampleFolders(),
  });
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
  host?.close();
});

/** The widget on another site, which sets options of its own. */
async function visitHost(init: Readonly<Record<string, unknown>>, name: string) {
  const params = { language_code: 'en', params_from_site: { customer_name: 'Olena' } };
  host.serve(hostHtml({ script: `${server.url}/kwjs.js`, init: { ...params, ...init } }));
  const { page } = await visit({ url: host.origin, log: () => '' }, '/', name);
  const chat = new ChatFace(page, 'widget');
  await chat.open();
  await chat.sees('Hi Olena!');
  return { page, chat };
}

/** Lets the agent finish the answer that it is working on. */
function finishAnswer(): void {
  for (let step = 0; step < 4; step += 1) agent.goOn();
}

/** Opens the line above the newest answer by the keyboard, and closes it again. */
async function opensSteps(page: Page): Promise<void> {
  const line = page.getByRole('button', { name: /Searched our help pages: 2 found/ }).last();
  const last = page.locator('[data-part=step]').filter({ hasText: 'Read “Delivery times”' }).last();
  const expanded = (value: string) => expect.poll(() => line.getAttribute('aria-expanded'), PATIENCE).toBe(value);
  await expanded('false');
  await expect.poll(() => last.isVisible()).toBe(false);
  await line.press('Enter');
  await expanded('true');
  await expect.poll(() => last.isVisible(), PATIENCE).toBe(true);
  await line.press('Enter');
  await expanded('false');
}

const thumb = (page: Page, name: 'Helpful' | 'Not helpful') => page.getByRole('button', { name, exact: true }).last();
const isPressed = (page: Page, name: 'Helpful' | 'Not helpful', value: 'true' | 'false') =>
  expect.poll(() => thumb(page, name).getAttribute('aria-pressed'), PATIENCE).toBe(value);

/** Rates the newest answer as good, then as bad with a reason. The greeting has no thumbs. */
async function ratesAnswer(page: Page): Promise<void> {
  await expect.poll(() => page.getByRole('button', { name: 'Helpful', exact: true }).count(), PATIENCE).toBe(2);
  await thumb(page, 'Helpful').press('Enter');
  await isPressed(page, 'Helpful', 'true');
  await thumb(page, 'Not helpful').press('Enter');
  await isPressed(page, 'Helpful', 'false');
  await page.getByRole('textbox', { name: 'What was wrong? (optional)', exact: true }).fill('Which days?');
  expect(await accessibilityProblems(page)).toEqual([]);
  const form = page.locator('[data-part=feedback-form]');
  await form.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await expect.poll(() => form.count(), PATIENCE).toBe(0);
}

describe.each<FaceName>(['widget', 'react', 'vue'])('%s: agent thinking', (name) => {
  test('shows the text of each stage, lets the visitor write but not send, and disappears with the answer', async () => {
    const { page } = await visit({ url: server.url, log: () => '' }, ChatFace.paths[name], `${name}-thinking`);
    const chat = new ChatFace(page, name);
    const says = (text: string) => expect.poll(() => chat.thinking.innerText(), { timeout: 20_000 }).toContain(text);
    await chat.open();
    await chat.sees('Hi Olena!');
    await expect.poll(() => chat.thinking.isVisible()).toBe(false);

    await chat.say('How long does delivery take?');
    await says('Reading your question…');
    await chat.say('And to Norway?');
    await expect
      .poll(() => chat.input.inputValue(), { message: 'the text stays, to be sent later' })
      .toBe('And to Norway?');
    await chat.sees('And to Norway?', 0);
    await page.getByRole('button', { name: 'Stop the answer', exact: true }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Send', exact: true }).count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);

    agent.goOn();
    await says('Searching our help pages about Halo desk lamp…');
    agent.goOn();
    await says('Reading “Delivery times” (1 of 2)…');
    await expect
      .poll(() => chat.thinking.innerText(), { message: 'what is done stays above' })
      .toContain('Searched our help pages: 2 found');
    await expect.poll(() => chat.thinking.innerText()).not.toContain('Searching');
    await expect.poll(() => chat.rows.filter({ hasText: 'working days' }).count()).toBe(0);
    agent.goOn();
    await chat.sees('It takes 2–4');
    agent.goOn();
    await chat.sees('It takes 2–4 working days.');
    await chat.isFree();
    await opensSteps(page);

    await chat.input.press('Enter');
    await chat.sees('And to Norway?', 1);
    await expect.poll(() => chat.input.inputValue()).toBe('');
    await says('Reading your question…');
    for (const words of ['Searching our help pages', 'Reading “Delivery times”']) {
      agent.goOn();
      await says(words);
    }
    agent.goOn();
    agent.goOn();
    await chat.sees('It takes 2–4 working days.', 2);

    await page.reload();
    await chat.open();
    await chat.sees('It takes 2–4 working days.', 2);
    await opensSteps(page);
    await ratesAnswer(page);
    await page.reload();
    await chat.open();
    await isPressed(page, 'Not helpful', 'true');
  });

  test('is stopped after a reload and from another tab: what was written stays, and the input is free', async () => {
    const { page, context } = await visit({ url: server.url, log: () => '' }, ChatFace.paths[name], `${name}-stop`);
    const chat = new ChatFace(page, name);
    await chat.open();
    await chat.sees('Hi Olena!');
    await chat.say('How long does delivery take?');
    for (const words of ['Reading your question', 'Searching our help pages', 'Reading “Delivery times”']) {
      await expect.poll(() => chat.thinking.innerText(), { timeout: 20_000 }).toContain(words);
      agent.goOn();
    }
    await chat.sees('It takes 2–4');

    await page.reload();
    await chat.open();
    await chat.sees('It takes 2–4');
    await page.getByRole('button', { name: 'Stop the answer', exact: true }).waitFor();
    const tab = await context.newPage();
    await tab.goto(server.url + ChatFace.paths[name]);
    const other = new ChatFace(tab, name);
    await other.open();
    await other.sees('It takes 2–4');
    const button = tab.getByRole('button', { name: 'Stop the answer', exact: true });
    await button.focus();
    await button.press('Enter');
    for (const face of [chat, other]) {
      await face.sees('Stopped');
      await face.sees('It takes 2–4');
      await face.isFree();
    }
    const send = tab.getByRole('button', { name: 'Send', exact: true });
    await send.waitFor();
    await expect
      .poll(() => send.evaluate((element) => element.matches(':focus')), { message: 'the button keeps the focus' })
      .toBe(true);
    expect(await accessibilityProblems(tab)).toEqual([]);
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    await chat.say('And to Norway?');
    await expect.poll(() => chat.thinking.innerText(), { timeout: 20_000 }).toContain('Reading your question…');
    await page.getByRole('button', { name: 'Stop the answer', exact: true }).click();
    await chat.isFree();
    await chat.sees('working days', 0);
  });

  test('asks before it changes an address: approved by the keyboard in another tab, and told in both and after a reload', async () => {
    const { page, context } = await visit({ url: server.url, log: () => '' }, ChatFace.paths[name], `${name}-approval`);
    const chat = new ChatFace(page, name);
    await chat.open();
    await chat.sees('Hi Olena!');
    await chat.press('Order status');
    await chat.sees('What is your order number?');
    await chat.say('HL-12341');
    await chat.sees('What else can I do for you?');
    await chat.press('Change the address');
    await chat.sees('Where should the parcel go?');
    await chat.say('12 Long Street');
    await chat.sees('Shall I send parcel HL-12341 to this address?');
    const card = page.getByRole('group', { name: 'Change the delivery address', exact: true });
    await expect.poll(() => card.innerText(), PATIENCE).toMatch(/HL-12341[\s\S]*12 Long Street/);
    expect(await accessibilityProblems(page)).toEqual([]);

    const tab = await context.newPage();
    await tab.goto(server.url + ChatFace.paths[name]);
    const other = new ChatFace(tab, name);
    await other.open();
    await tab.getByRole('button', { name: 'Yes, change it', exact: true }).press('Enter');
    for (const face of [chat, other]) await face.sees('Done: parcel HL-12341 goes to 12 Long Street.');
    await page.reload();
    await chat.open();
    await chat.sees('Done: parcel HL-12341 goes to 12 Long Street.');
    for (const shown of [page, tab]) {
      const decided = shown.getByRole('group', { name: 'Change the delivery address', exact: true });
      await expect.poll(() => decided.innerText(), PATIENCE).toContain('You approved');
      await expect
        .poll(() => shown.getByRole('button', { name: 'Yes, change it', exact: true }).count(), PATIENCE)
        .toBe(0);
    }
  });
});

test('a text written while the agent works waits in sight, can be edited and removed, and goes with the end of the answer', async () => {
  const { page, chat } = await visitHost({ bot_id: '1', while_thinking: 'queue' }, 'queued');
  const waiting = page.getByRole('group', { name: 'Sent after this answer', exact: true });
  const waits = (text: string) => expect.poll(() => waiting.innerText(), PATIENCE).toContain(text);
  const isGone = () => expect.poll(() => waiting.count(), PATIENCE).toBe(0);
  const works = () => expect.poll(() => chat.thinking.innerText(), PATIENCE).toContain('Reading your question…');

  await chat.say('How long does delivery take?');
  await works();
  await chat.say('And to Norway?');
  await waits('And to Norway?');
  await chat.sees('And to Norway?', 0);
  await page.reload();
  await chat.open();
  await waits('And to Norway?');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'Edit the waiting message', exact: true }).press('Enter');
  await isGone();
  await expect.poll(() => chat.input.inputValue(), PATIENCE).toBe('And to Norway?');
  await chat.say('And to Poland?');
  await waits('And to Poland?');
  finishAnswer();
  await chat.sees('It takes 2–4 working days.');
  await isGone();
  await chat.sees('And to Poland?');
  await works();

  await chat.say('Never mind');
  await waits('Never mind');
  await page.getByRole('button', { name: 'Discard the waiting message', exact: true }).press('Enter');
  await isGone();
  finishAnswer();
  await chat.sees('It takes 2–4 working days.', 2);
  await chat.isFree();
  await chat.sees('Never mind', 0);
  await chat.sees('And to Norway?', 0);
});

test('after the deadline the visitor waits on, asks again, and asks for a person', async () => {
  const { page, chat } = await visitHost({ bot_id: '2' }, 'deadline');
  const choice = (name: 'Keep waiting' | 'Ask again' | 'Talk to an operator') =>
    page.getByRole('button', { name, exact: true });
  await chat.say('How long does delivery take?');
  await choice('Keep waiting').waitFor();
  await page.getByText('This takes longer than usual. I am still on it.', { exact: true }).first().waitFor();
  await page.reload();
  await chat.open();
  await choice('Keep waiting').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await choice('Keep waiting').press('Enter');
  await expect.poll(() => choice('Keep waiting').count(), PATIENCE).toBe(0);
  finishAnswer();
  await chat.sees('It takes 2–4 working days.');

  await chat.say('And to Norway?');
  await choice('Ask again').press('Enter');
  await chat.sees('And to Norway?', 2);
  await choice('Talk to an operator').press('Enter');
  await page.getByText('One moment, I am getting a colleague.', { exact: true }).first().waitFor();
  await chat.isFree();
});

test('desk: the operator sees what the agent does, and afterwards what it did', async () => {
  const { desk, page } = await openDesk({ url: server.url, log: () => '' }, ann);
  const visitor = await rawVisitor(server.url, { name: 'Oksana' });
  await visitor.send('How long does delivery take?');
  await desk.tab('All').click();
  await desk.row('Oksana').click();
  const says = (text: string) => expect.poll(() => desk.messages.last().innerText(), PATIENCE).toContain(text);
  await says('Reading your question…');
  agent.goOn();
  await says('Searching our help pages');
  await says('Read your question');
  agent.goOn();
  await says('Searched our help pages: 2 found');
  agent.goOn();
  await desk.sees('It takes 2–4');
  agent.goOn();
  await desk.sees('It takes 2–4 working days.');
  await opensSteps(page);
  expect(await accessibilityProblems(page)).toEqual([]);
});
