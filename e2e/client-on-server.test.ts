import { type ChatClient, createChatClient, type Message } from '@connective-chat/core';
import { createMemoryOutbox, createMemoryStorage } from '@connective-chat/core/testing';
import type { ChatServer } from '@connective-chat/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { HeldAgent } from './support/held-agent.ts';

/*
 * The client with the real server, a real Socket.IO and a real database. Mistakes that client and server could share
 * are tested elsewhere, with a client that knows only the protocol.
 */

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startServer(options: Parameters<typeof createTestServer>[0] = {}): Promise<ChatServer> {
  const server = await createTestServer({ demo: true, ...options });
  cleanUps.push(() => server.close());
  return server;
}

function openChat(url: string, options: Partial<Parameters<typeof createChatClient>[0]> = {}): ChatClient {
  const chat = createChatClient({
    url,
    botId: 1,
    paramsFromSite: { customer_name: 'Olena', product: { name: 'Trail Backpack' } },
    ...options,
    platform: { outbox: createMemoryOutbox(), storage: createMemoryStorage(), ...options.platform },
  });
  cleanUps.push(chat.start());
  return chat;
}

const textOf = ({ body }: Message): string => (body.type === 'text' ? body.text : `<${body.type}>`);
const until = <T>(check: () => T): Promise<T> => vi.waitUntil(check, { timeout: 20_000, interval: 5 }) as Promise<T>;

describe('the client against the real server', () => {
  it('receives a greeting with its parameters, sends a question, sees the agent think, and gets an answer', async () => {
    const agent = new HeldAgent();
    const server = await startServer({ providers: { knowledge: agent } });
    const chat = openChat(server.url);
    await until(() => chat.messages.get().length > 0);
    expect(textOf(chat.messages.get()[0] as Message)).toContain('Olena');

    const sent = chat.send('How long does delivery take?');
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
    for (const stage of ['Reading your question', 'Searching', 'Delivery times']) {
      await until(() => chat.thinking.get()?.text.includes(stage));
      expect(chat.send('too early')).toMatchObject({ ok: false, reason: 'thinking' });
      agent.goOn();
    }
    await until(() => chat.messages.get().at(-1)?.from.kind === 'bot' && chat.status.get() === 'ready');
    expect(chat.thinking.get()).toBeNull();
    expect(chat.messages.get().map(textOf)).not.toContain('too early');
    const confirmed = chat.messages.get().map(({ seq }) => seq);
    expect(confirmed).toEqual(confirmed.map((_, index) => index + 1));
  });

  it('continues the scenario when a button is pressed', async () => {
    const server = await startServer();
    const chat = openChat(server.url);
    const greeting = await until(() => chat.messages.get().find(({ body }) => body.type === 'text' && body.buttons));
    const button = greeting?.body.type === 'text' ? greeting.body.buttons?.flat()[0] : undefined;
    if (!greeting || !button) throw new Error('The greeting has no buttons.');
    const before = chat.messages.get().length;
    const pressed = chat.press(greeting.id, button);
    expect(pressed.ok && (await pressed.settled)).toMatchObject({ delivery: 'confirmed' });
    await until(() => chat.messages.get().length >= before + 2);
    expect(chat.messages.get()[before]?.body).toMatchObject({ type: 'press', label: button.label });
    expect(chat.messages.get()[before + 1]?.from.kind).toBe('bot');
  });

  it('restores its history after a reload, and nothing from another visitor', async () => {
    const server = await startServer();
    const storage = createMemoryStorage();
    const first = openChat(server.url, { platform: { storage } });
    await until(() => first.status.get() === 'ready');
    const sent = first.send('What about returns?');
    if (sent.ok) await sent.settled;
    await until(() => first.messages.get().at(-1)?.from.kind === 'bot' && first.status.get() === 'ready');
    const expected = first.messages.get().map(textOf);

    const again = openChat(server.url, { platform: { storage } });
    await until(() => again.messages.get().length >= expected.length);
    expect(again.messages.get().map(textOf)).toEqual(expected);

    const stranger = openChat(server.url);
    await until(() => stranger.messages.get().length > 0);
    expect(stranger.messages.get().map(textOf)).not.toContain('What about returns?');
  });

  it('shows a refused handshake as a typed error, after one attempt', async () => {
    const server = await startServer();
    const chat = openChat(server.url, { botId: 'nobody' });
    await until(() => chat.status.get() === 'refused');
    expect(chat.error.get()).toMatchObject({ code: 'BOT_NOT_FOUND', retryable: false });
    expect(chat.connection.get().attempt).toBe(1);
    expect(chat.send('hello')).toMatchObject({ ok: false, reason: 'refused' });
  });
});
