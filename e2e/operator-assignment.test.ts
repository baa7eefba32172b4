import type { ChatServer } from '@connective-chat/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { ChatFace } from './support/chat-face.ts';
import { HeldAgent } from './support/held-agent.ts';
import { closeBrowser, visit } from './support/journey.ts';
import { openDesk } from './support/operator-page.ts';
import { waitingVisitor } from './support/waiting-visitor.ts';

/*
 * Work that reaches the desk without the operator asking: the agent's stages as the visitor sees them, and assigned
 * dialogs.
 */

const ann = { id: 'ann', name: 'Ann', login: 'ann', role: 'admin', password: 'ann-has-a-long-password' } as const;
const PATIENCE = { timeout: 20_000, interval: 50 };

const agent = new HeldAgent({ streams: true });
let server: ChatServer;
const host = () => ({ url: server.url, log: () => '' });
beforeAll(async () => {
  server = await createTestServer({ demo: true, operators: [ann], providers: { knowledge: agent } });
});
afterAll(async () => {
  await closeBrowser();
  await server?.close();
});

test('the desk shows agent activity, the streamed answer and its sources, which the visitor never sees', async () => {
  const { page: shop } = await visit(host(), '/', 'visitor-of-the-agent');
  const chat = new ChatFace(shop, 'widget');
  await chat.open();
  await chat.sees('Hi Olena!');
  const { page, desk } = await openDesk(host(), ann);
  await desk.tab('All').click();
  await desk.row('Olena').getByRole('button').first().click();
  await desk.sees('Hi Olena!');

  await chat.say('How long does delivery take?');
  await desk.sees('How long does delivery take?');
  const thinking = page.locator('.desk-thinking');
  await thinking.getByText('Reading your question…').waitFor();
  agent.goOn();
  await thinking.getByText('Searching').waitFor();
  agent.goOn();
  await thinking.getByText('Delivery times').waitFor();
  agent.goOn();
  const answer = desk.messages.filter({ hasText: 'It takes 2–4' });
  await expect.poll(() => answer.getAttribute('aria-busy'), PATIENCE).toBe('true');
  await expect.poll(() => thinking.count()).toBe(0);
  agent.goOn();
  await desk.sees('It takes 2–4 working days.');
  await expect.poll(() => answer.getAttribute('aria-busy'), PATIENCE).toBe(null);
  await desk.messages.getByRole('link', { name: 'Delivery times' }).waitFor();
  await chat.sees('It takes 2–4 working days.');
  await expect.poll(() => chat.rows.getByRole('link', { name: 'Delivery times' }).count()).toBe(0);
});

test('with auto-assignment on, a waiting visitor is assigned to an online operator, and the desk shows it', async () => {
  const { page, desk } = await openDesk(host(), ann);
  await waitingVisitor(server.url, 'Nadia');
  await desk
    .row('Nadia')
    .getByText(/Place \d in the queue/)
    .waitFor();

  const { page: settings } = await visit(host(), '/settings/desk', 'desk-settings');
  await settings.getByLabel('Login').fill(ann.login);
  await settings.getByLabel('Password', { exact: true }).fill(ann.password);
  await settings.getByRole('button', { name: 'Log in', exact: true }).click();
  await settings.getByText('Give waiting dialogs to operators by itself').click();
  await settings.getByLabel('Dialogs at most by itself').fill('7');
  await settings.getByRole('button', { name: 'Save', exact: true }).click();
  await settings.getByText('Saved', { exact: true }).waitFor();
  await settings.reload();
  const toggle = settings.getByRole('switch', { name: 'Give waiting dialogs to operators by itself' });
  await expect.poll(() => toggle.isChecked(), PATIENCE).toBe(true);
  await expect.poll(() => settings.getByLabel('Dialogs at most by itself').inputValue()).toBe('7');

  await waitingVisitor(server.url, 'Vasyl');
  await page.locator('.ui-toast', { hasText: 'Vasyl was given to you.' }).waitFor();
  await desk.tab('Mine').click();
  await desk.row('Vasyl').getByRole('button').first().click();
  await desk.field.waitFor();
});
