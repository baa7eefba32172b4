import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { FaultProxy } from '../playground/src/server/fault-proxy.ts';
import { ChatFace } from './support/chat-face.ts';
import { closeBrowser, visit } from './support/journey.ts';
import { type ServerProcess, startServer } from './support/server.ts';

/* The rows of the fault matrix that need a real browser: tabs, IndexedDB, page lifecycle. */

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await closeBrowser();
  await server?.dispose();
});

const PATH = ChatFace.paths.react;
/** Errors that the browser itself prints about a lost connection. */
const LOST = /WebSocket connection to|net::ERR_|Failed to load resource/;

async function greeted(page: Page): Promise<ChatFace> {
  const chat = new ChatFace(page, 'react');
  await chat.open();
  await chat.sees('Hi Olena!');
  return chat;
}

const QUESTION = 'How long does delivery take?';
const ANSWER = '2–4 working days within Ukraine';

/** Waits until both tabs show exactly the same messages. */
const sameIn = (first: ChatFace, second: ChatFace) =>
  expect
    .poll(async () => (await first.texts()).join('\n---\n') === (await second.texts()).join('\n---\n'), {
      timeout: 20_000,
    })
    .toBe(true);

test('fault 22: the widget falls back to polling when WebSocket is refused', async () => {
  const network = await FaultProxy.before(server.url);
  onTestFinished(() => network.close());
  network.denyWebSocket('refuse');
  const polled: string[] = [];
  const { page, expectProblems } = await visit({ url: network.url, log: server.log }, '/', 'fault-22', async (tab) => {
    tab.on('request', (request) => request.url().includes('transport=polling') && polled.push(request.method()));
  });
  expectProblems(LOST);
  const chat = new ChatFace(page, 'widget');
  await chat.open();
  await chat.sees('Hi Olena!');
  await chat.say(QUESTION);
  await chat.sees(ANSWER);
  expect(new Set(polled)).toEqual(new Set(['GET', 'POST']));
});

test('fault 26: the widget ignores a frame with a binary attachment, which the protocol does not have', async () => {
  let connects = 0;
  let attachments = 0;
  const { page } = await visit(server, '/', 'fault-26', (tab) =>
    tab.routeWebSocket(/socket\.io/, (client) => {
      connects += 1;
      const hostile = connects === 1;
      const upstream = client.connectToServer();
      client.onMessage((frame) => upstream.send(frame));
      upstream.onMessage((frame) => {
        client.send(frame);
        if (!hostile || !String(frame).includes('Hi Olena!')) return;
        client.send('451-/widget,["message",{"_placeholder":true,"num":0}]');
        client.send(Buffer.from([1, 2, 3]));
        attachments += 1;
      });
    }),
  );
  const chat = new ChatFace(page, 'widget');
  await chat.open();
  await chat.sees('Hi Olena!');
  await expect.poll(() => attachments).toBe(1);
  await chat.say(QUESTION);
  await chat.sees(ANSWER);
  expect(connects).toBe(1);
});

test('fault 39: a frozen tab catches up when it resumes', async () => {
  const { page, context, expectProblems } = await visit(server, PATH, 'fault-39');
  expectProblems(LOST);
  const chat = await greeted(page);
  const other = await context.newPage();
  await other.goto(server.url + PATH);
  const second = await greeted(other);

  const devtools = await context.newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await second.say(QUESTION);
  await second.sees(ANSWER);
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await chat.sees(ANSWER);
  await sameIn(chat, second);
});

test('fault 40: a page restored from the back/forward cache catches up on one connection', async () => {
  const open = new Set<unknown>();
  let connects = 0;
  const { page, context } = await visit(server, PATH, 'fault-40', async (tab) => {
    tab.on('websocket', (socket) => {
      connects += 1;
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
  });
  const chat = await greeted(page);
  // The headless browser has no back/forward cache. These are the events that tell a page about it.
  const hear = (name: 'pagehide' | 'pageshow') =>
    page.evaluate((type) => window.dispatchEvent(new PageTransitionEvent(type, { persisted: true })), name);
  await hear('pagehide');
  await expect.poll(() => open.size, { timeout: 20_000 }).toBe(0);
  const other = await context.newPage();
  await other.goto(server.url + PATH);
  const second = await greeted(other);
  await second.say(QUESTION);
  await second.sees(ANSWER);
  await chat.sees(QUESTION, 0);
  await hear('pageshow');
  await chat.sees(ANSWER);
  await sameIn(chat, second);
  await expect.poll(() => open.size).toBe(1);
  expect(connects).toBe(2);
});

test('fault 42: two tabs that send at the same time both show both messages once, in the same order', async () => {
  const { page, context } = await visit(server, PATH, 'fault-42');
  const first = await greeted(page);
  const other = await context.newPage();
  await other.goto(server.url + PATH);
  const second = await greeted(other);
  await Promise.all([first.input.fill('From the first tab'), second.input.fill('From the second tab')]);
  await Promise.all([first.input.press('Enter'), second.input.press('Enter')]);
  for (const tab of [first, second]) {
    await tab.sees('From the first tab');
    await tab.isFree();
  }
  // The other message waits while the agent answers the first: it is sent automatically, or it is still in the input,
  // where Enter does nothing until the agent has finished.
  await expect
    .poll(
      async () => {
        for (const tab of [first, second]) if (await tab.input.inputValue()) await tab.input.press('Enter');
        return second.rows.filter({ hasText: 'From the second tab' }).count();
      },
      { timeout: 20_000, interval: 200 },
    )
    .toBe(1);
  for (const tab of [first, second]) {
    await tab.sees('From the second tab');
    await tab.isFree();
  }
  await sameIn(first, second);
});

test('fault 43: messages left unsent by a crashed tab are sent once by the next tab', async () => {
  const { page, context, expectProblems } = await visit(server, PATH, 'fault-43');
  expectProblems(LOST);
  const chat = await greeted(page);
  await context.setOffline(true);
  await chat.say('Written in a tunnel');
  await chat.sees('Written in a tunnel');
  // Wait until the message is stored in IndexedDB, before the tab crashes.
  await page.waitForFunction(async () => {
    const [info] = (await indexedDB.databases()).filter(({ name }) => name?.includes('connective'));
    if (!info?.name) return false;
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open(info.name as string);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => fail(opening.error);
    });
    const [store] = db.objectStoreNames;
    const count = await new Promise<number>((done) => {
      const counting = db
        .transaction(store as string)
        .objectStore(store as string)
        .count();
      counting.onsuccess = () => done(counting.result);
    });
    db.close();
    return count > 0;
  });
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void devtools.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(server.url + PATH);
  const again = await greeted(next);
  await again.sees('Written in a tunnel');
  await again.isFree();
  await next.reload();
  const once = await greeted(next);
  await once.sees('Written in a tunnel');
});

describe('fault 56: a button pressed twice', () => {
  test('sends one answer', async () => {
    const { page } = await visit(server, PATH, 'fault-56');
    const chat = await greeted(page);
    const button = page.getByRole('button', { name: 'Delivery and returns' }).last();
    await button.dblclick({ noWaitAfter: true });
    await chat.sees('Returns are free for 30 days', 1);
    await chat.isFree();
    const texts = await chat.texts();
    expect(texts.filter((text) => text.trim() === 'Delivery and returns')).toHaveLength(1);
    await chat.say(QUESTION);
    await chat.sees(ANSWER);
    await chat.sees('Returns are free for 30 days', 1);
  });
});
