import type { ChatClient, Platform } from '@connective-chat/core';
import { type ChannelLike, joinTabs, type Tabs } from '@connective-chat/core/tabs';
import { createMemoryLocks, MemoryLifecycle, settle } from '@connective-chat/core/testing';
import { type Composer, createComposer } from '@connective-chat/core/ui';
import { expect, it } from 'vitest';
import { createScriptedClient, textMessage } from '../ui/scripted-client.ts';

/** The tabs of one browser: shared locks, and channels that clone what they carry. */
class Browser {
  readonly locks = createMemoryLocks();
  readonly #lines = new Set<{ name: string; hear(event: { data: unknown }): void }>();

  readonly openChannel = (name: string): ChannelLike => {
    const line = { name, hear: (_: { data: unknown }): void => {} };
    this.#lines.add(line);
    return {
      postMessage: (data) => {
        for (const other of this.#lines) {
          if (other !== line && other.name === name) other.hear({ data: structuredClone(data) });
        }
      },
      addEventListener: (_, listener) => {
        line.hear = listener;
      },
      close: () => void this.#lines.delete(line),
    };
  };

  /** Posts a message that no tab of this project sends. */
  shout(data: unknown): void {
    for (const line of this.#lines) line.hear({ data });
  }

  get lines(): number {
    return this.#lines.size;
  }
}

interface Tab {
  readonly chat: ReturnType<typeof createScriptedClient>;
  readonly composer: Composer;
  readonly lifecycle: MemoryLifecycle;
  readonly tabs: Tabs;
}

function openTab(browser: Browser, platform: Partial<Platform> = {}, name = 'chat'): Tab {
  const chat = createScriptedClient();
  const composer = createComposer(chat);
  const lifecycle = new MemoryLifecycle();
  const { locks, openChannel } = browser;
  const tabs = joinTabs(chat, { name, composer, openChannel, platform: { locks, lifecycle, ...platform } });
  return { chat, composer, lifecycle, tabs };
}

const notifying = (...tabs: readonly Tab[]): boolean[] => tabs.map(({ tabs: joined }) => joined.notifies.get());
const typed = (chat: ChatClient) => (chat as Tab['chat']).called('setTyping');

it('a draft appears in all tabs, and one tab sends the typing events', () => {
  const browser = new Browser();
  const [first, second] = [openTab(browser), openTab(browser)];
  first.composer.setDraft('Where is my');
  first.composer.setDraft('Where is my order?');
  expect(second.composer.get().draft).toBe('Where is my order?');
  expect(typed(first.chat)).toHaveLength(2);
  expect(typed(second.chat)).toEqual([]);
  second.composer.setDraft('');
  expect(first.composer.get().draft).toBe('');
});

it('a later tab receives the current draft and does not clear it', () => {
  const browser = new Browser();
  const first = openTab(browser);
  first.composer.setDraft('half a question');
  const second = openTab(browser);
  expect(second.composer.get().draft).toBe('half a question');
  expect(first.composer.get().draft).toBe('half a question');
});

it('sending clears the input in all tabs', () => {
  const browser = new Browser();
  const [first, second] = [openTab(browser), openTab(browser)];
  first.composer.setDraft('Hi');
  second.composer.send();
  expect(first.composer.get().draft).toBe('');
});

it('marks as read up to what another tab has read, and no further', () => {
  const browser = new Browser();
  const [first, second] = [openTab(browser), openTab(browser)];
  const said = { ...textMessage('m1', 'Hello'), seq: 1 };
  for (const { chat } of [first, second]) chat.set({ messages: [said], unread: 1 });
  // The second tab has more messages than the first one has read.
  second.chat.set({ messages: [said, { ...textMessage('m2', 'There?'), seq: 2 }], unread: 2 });
  first.chat.set({ read: { visitor: 1, operator: 0 }, unread: 0 });
  expect(second.chat.unread.get()).toBe(2);
  first.chat.set({ read: { visitor: 2, operator: 0 } });
  expect(second.chat.unread.get()).toBe(0);
});

it('one tab notifies, and another one takes over when it is closed, frozen or gone', async () => {
  const browser = new Browser();
  const [first, second, third] = [openTab(browser), openTab(browser), openTab(browser)];
  await settle();
  expect(notifying(first, second, third)).toEqual([true, false, false]);
  first.lifecycle.emit('suspend');
  await settle();
  expect(notifying(first, second, third)).toEqual([false, true, false]);
  first.lifecycle.emit('resume');
  second.tabs.leave();
  await settle();
  expect(notifying(first, second, third)).toEqual([false, false, true]);
  third.tabs.leave();
  third.tabs.leave();
  await settle();
  expect(notifying(first, second, third)).toEqual([true, false, false]);
});

it('notifies listeners once per change', async () => {
  const browser = new Browser();
  const [first, second] = [openTab(browser), openTab(browser)];
  const told: boolean[] = [];
  second.tabs.notifies.subscribe((value) => told.push(value));
  await settle();
  first.tabs.leave();
  await settle();
  second.lifecycle.emit('suspend');
  expect(told).toEqual([true, false]);
});

it('keeps the tabs of two chats separate', async () => {
  const browser = new Browser();
  const [first, second] = [openTab(browser), openTab(browser, {}, 'another chat')];
  first.composer.setDraft('Hi');
  await settle();
  expect(second.composer.get().draft).toBe('');
  expect(notifying(first, second)).toEqual([true, true]);
});

it('cleans up when it is disposed', async () => {
  const browser = new Browser();
  const { tabs, lifecycle, composer, chat } = openTab(browser);
  const listeners = chat.listeners;
  tabs.leave();
  await settle();
  expect([browser.lines, lifecycle.listeners, chat.listeners < listeners]).toEqual([0, 0, true]);
  composer.setDraft('alone');
  expect(tabs.notifies.get()).toBe(false);
});

it('works alone where channels and locks are forbidden, without throwing', async () => {
  const denied = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  const chat = createScriptedClient();
  const composer = createComposer(chat);
  const tabs = joinTabs(chat, {
    name: 'chat',
    composer,
    openChannel: denied,
    platform: { locks: { run: async () => denied() }, lifecycle: new MemoryLifecycle() },
  });
  composer.setDraft('alone');
  await settle();
  expect(tabs.notifies.get()).toBe(true);
  tabs.leave();
  expect(tabs.notifies.get()).toBe(false);
});

it('ignores messages of an unknown format', () => {
  const browser = new Browser();
  const { composer, chat } = openTab(browser);
  composer.setDraft('mine');
  for (const noise of [
    null,
    'draft',
    { type: 'draft' },
    { type: 'draft', text: 7 },
    { type: 'draft', text: 'x'.repeat(100_000) },
    { type: 'read', seq: '1' },
    { type: 'read', seq: Number.NaN },
    { type: 'dance' },
  ]) {
    browser.shout(noise);
  }
  expect(composer.get().draft).toBe('mine');
  expect(chat.called('markRead')).toEqual([]);
});
