import type { ChatClient, Message } from '@connective-chat/core';
import { ScriptedClient } from '@connective-chat/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { setUp } from '../support/set-up.ts';

/* What every client promises to a UI: the real one, and the scripted one that replaces it in tests of components. */

interface Subject {
  readonly chat: ChatClient;
  /** The bot's answer, whose id is returned. */
  answer(text: string): Promise<string>;
  /** The agent starts to work, which blocks the input. */
  think(): Promise<void>;
  /** Time for what was started. */
  settle(): Promise<void>;
}

const clients: Readonly<Record<string, () => Promise<Subject>>> = {
  async 'createChatClient() and a server in memory'() {
    const { chat, clock, server } = await setUp();
    const settle = () => clock.advance(10);
    return {
      chat,
      settle,
      async answer(text) {
        const { id } = server.answer(text);
        await settle();
        return id;
      },
      async think() {
        server.think([{ name: 'search', text: 'Searching…' }]);
        await settle();
      },
    };
  },
  async ScriptedClient() {
    const chat = new ScriptedClient();
    return {
      chat,
      settle: async () => {},
      answer: async (text) => chat.add('bot', text, { agent: true }).id,
      async think() {
        chat.set({ status: 'thinking', sendState: { ok: false, reason: 'thinking' } });
      },
    };
  },
};

const last = (chat: ChatClient): Message | undefined => chat.messages.get().at(-1);

describe.each(Object.entries(clients))('%s', (_, open) => {
  it('keeps the snapshot and its parts until something changes', async () => {
    const { chat, answer } = await open();
    const before = chat.getSnapshot();
    expect(chat.getSnapshot()).toBe(before);
    await answer('Hello');
    const after = chat.getSnapshot();
    expect(after).not.toBe(before);
    expect(after.messages).toBe(chat.messages.get());
    expect(after.messageIds).toBe(chat.messageIds.get());
    expect(after.dialog).toBe(before.dialog);
    expect(chat.getSnapshot()).toBe(after);
  });

  it('notifies the subscribers of what has changed, and no others', async () => {
    const { chat, answer } = await open();
    const first = await answer('Hello');
    const told: string[] = [];
    const listen = (name: keyof ChatClient & ('messages' | 'messageIds' | 'dialog')) =>
      chat[name].subscribe(() => void told.push(name));
    for (const name of ['messages', 'messageIds', 'dialog'] as const) listen(name);
    const second = await answer('Anything else?');
    expect(told).toEqual(['messages', 'messageIds']);
    told.length = 0;
    for (const id of [first, second]) chat.message(id).subscribe((message) => void told.push(`message ${message?.id}`));
    const ids = chat.messageIds.get();
    chat.feedback(second, 'up');
    expect([...told].sort()).toEqual([`message ${second}`, 'messages']);
    expect(chat.messageIds.get()).toBe(ids);
    expect(chat.message(second).get()?.feedback).toEqual({ value: 'up' });
    expect(chat.message(second)).not.toBe(chat.message(second));
  });

  it('calls a listener once for each of its subscriptions', async () => {
    const { chat, answer } = await open();
    const listener = vi.fn();
    const stops = [chat.subscribe(listener), chat.subscribe(listener)];
    await answer('one');
    expect(listener).toHaveBeenCalledTimes(2);
    stops[0]?.();
    stops[0]?.();
    await answer('two');
    expect(listener).toHaveBeenCalledTimes(3);
    stops[1]?.();
    await answer('three');
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it('shows a sent text at once, as the newest message, and settles it', async () => {
    const { chat, settle, answer } = await open();
    await answer('Hello');
    const sent = chat.send('Where is it?');
    expect(last(chat)).toMatchObject({ id: sent.ok ? sent.id : '', from: { kind: 'visitor' }, delivery: 'pending' });
    expect(last(chat)).not.toHaveProperty('seq');
    const again = chat.send('And that?');
    expect(again.ok && sent.ok && again.id === sent.id).toBe(false);
    await settle();
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
  });

  it('refuses what cannot be sent, and says why', async () => {
    const { chat, think } = await open();
    expect(chat.send('')).toEqual({ ok: false, reason: 'empty' });
    expect(chat.stop()).toEqual({ ok: false, reason: 'not-thinking' });
    expect(chat.chooseOverdue('wait')).toEqual({ ok: false, reason: 'not-found' });
    await think();
    expect(chat.status.get()).toBe('thinking');
    const count = chat.messages.get().length;
    expect(chat.send('Now?')).toEqual(chat.sendState.get());
    expect(chat.send('Now?')).toMatchObject({ ok: false, reason: 'thinking' });
    expect(chat.messages.get()).toHaveLength(count);
  });
});
