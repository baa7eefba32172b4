import { expect, it } from 'vitest';
import { setUp } from '../support/set-up.ts';

/** A conversation whose first messages were read, and in which `missed` messages then arrived unseen. */
async function away(missed: number) {
  const world = await setUp({}, { script: () => {} });
  const { clock, server, chat, open } = world;
  for (let index = 0; index < 60; index += 1) server.say(`read ${index}`);
  await clock.advance(10);
  chat.markRead();
  await clock.advance(10);
  for (let index = 0; index < missed; index += 1) server.say(`unread ${index}`);
  await clock.advance(10);
  // A new page, which loads only the newest messages.
  const page = open();
  await clock.advance(10);
  const textOf = (id: string | null) => {
    const body = id === null ? undefined : page.message(id).get()?.body;
    return body?.type === 'text' ? body.text : null;
  };
  return { ...world, page, textOf };
}

it('finds the first unread message, however many pages back', async () => {
  const { clock, page, textOf } = await away(230);
  expect(page.messageIds.get()).toHaveLength(50);
  const jump = page.jumpToUnread();
  await clock.advance(100);
  expect(textOf(await jump)).toBe('unread 0');
  expect(page.unread.get()).toBe(230);
});

it('loads nothing if the message is already loaded or nothing is unread', async () => {
  const { clock, server, page, textOf } = await away(5);
  const asked: string[] = [];
  server.intercept = (event) => void asked.push(event);
  expect(textOf(await page.jumpToUnread())).toBe('unread 0');
  page.markRead();
  expect(await page.jumpToUnread()).toBeNull();
  await clock.advance(10);
  expect(asked).toEqual(['read']);
});

it.each([
  ['loads no further page if the oldest loaded message is the first unread one', 50, 0],
  ['loads a page if only one unread message is missing', 51, 1],
])('%s', async (_, missed, pages) => {
  const { clock, server, page, textOf } = await away(missed);
  const asked: string[] = [];
  server.intercept = (event) => void asked.push(event);
  const jump = page.jumpToUnread();
  await clock.advance(100);
  expect(textOf(await jump)).toBe('unread 0');
  expect(asked.filter((event) => event === 'history')).toHaveLength(pages);
});

it('waits for the page, whatever else happens meanwhile', async () => {
  const { clock, server, page, textOf } = await away(80);
  server.faults.delay = (event) => (event === 'history' ? 500 : 0);
  const jump = page.jumpToUnread();
  await clock.advance(10);
  server.think(['Reading']);
  server.setDialog({ status: 'queued', queuePosition: 1 });
  await clock.advance(1_000);
  expect(textOf(await jump)).toBe('unread 0');
});

it('finds the message of an operator', async () => {
  const { clock, server, chat } = await setUp({}, { script: () => {} });
  const { id } = server.say('Can I help?', 'operator');
  await clock.advance(10);
  expect(await chat.jumpToUnread()).toBe(id);
});

it('stops at its limit with the oldest unread message loaded', async () => {
  const { clock, page, textOf } = await away(230);
  const jump = page.jumpToUnread(1);
  await clock.advance(100);
  expect(textOf(await jump)).toBe('unread 130');
});

it('stops when a page fails to load, and never rejects', async () => {
  const { clock, server, page, textOf } = await away(230);
  server.intercept = (event) =>
    event === 'history' ? { ok: false, code: 'UNAVAILABLE', message: '', retry: true } : undefined;
  const jump = page.jumpToUnread();
  await clock.advance(100);
  expect(textOf(await jump)).toBe('unread 180');
  expect(page.history.get().error?.code).toBe('UNAVAILABLE');
});

it('also treats messages marked as read meanwhile as unread', async () => {
  const { clock, page, textOf } = await away(230);
  const jump = page.jumpToUnread();
  page.markRead();
  await clock.advance(100);
  expect(textOf(await jump)).toBe('unread 0');
});

it('skips messages of the visitor', async () => {
  const { clock, chat, server } = await setUp({}, { script: () => {} });
  chat.send('Anybody?');
  await clock.advance(10);
  const { id } = server.say('Yes');
  await clock.advance(10);
  expect(await chat.jumpToUnread()).toBe(id);
});
