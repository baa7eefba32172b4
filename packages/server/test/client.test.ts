import { type ChatClient, type ChatClientOptions, createChatClient } from '@connective-chat/core';
import { createMemoryOutbox, createMemoryStorage } from '@connective-chat/core/testing';
import { SignJWT } from 'jose';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';

/* The real client with server behaviour that is not part of the protocol's messages. */

const secret = 'a secret of the backend, 32 and more';
const scenario = {
  ...testBot.scenario,
  nodes: {
    ...testBot.scenario.nodes,
    greeting: { type: 'message', rating: { prompt: 'How is it?', scale: 10, variable: 'score' }, next: 'thanks' },
    thanks: { type: 'message', text: 'Thanks for {{score}}', next: 'end' },
  },
};
const server = useServer({
  bots: [
    { ...testBot, settings: { ...testBot.settings, identitySecret: secret } },
    { ...testBot, id: 'rated', scenario },
  ],
});

const until = <T>(check: () => T, timeout = 8000): Promise<T> =>
  vi.waitUntil(check, { timeout, interval: 5 }) as Promise<T>;

function open(options: Partial<ChatClientOptions> = {}): ChatClient {
  const chat = createChatClient({
    url: server.url,
    botId: 'test',
    ...options,
    platform: { outbox: createMemoryOutbox(), storage: createMemoryStorage() },
  });
  onTestFinished(chat.start());
  return chat;
}

describe('the client on the reference server', () => {
  test('uploads a file, which becomes a message with a URL', async () => {
    const chat = open();
    await until(() => chat.status.get() === 'ready');
    chat.upload(Object.assign(new Blob(['Words'], { type: 'text/plain' }), { name: 'words.txt' }));
    const url = await until(() => {
      const found = chat.messages.get().find(({ body }) => body.type === 'file')?.body;
      return found?.type === 'file' ? found.url : undefined;
    });
    expect(await (await fetch(url ?? '')).text()).toBe('Words');
    expect(chat.uploads.get()).toEqual([]);
  });

  test('reports why a file is refused whose bytes are of another type', async () => {
    const chat = open();
    await until(() => chat.status.get() === 'ready');
    chat.upload(Object.assign(new Blob(['Words'], { type: 'image/png' }), { name: 'words.png' }));
    await until(() => chat.uploads.get()[0]?.status === 'failed');
    expect(chat.uploads.get()[0]?.error?.message).toContain('415');
  });

  test('sends a rating', async () => {
    const chat = open({ botId: 'rated' });
    const rating = await until(() => chat.messages.get().find(({ body }) => body.type === 'rating'));
    expect(chat.rate(rating?.id ?? '', 9).ok).toBe(true);
    await until(() => chat.messages.get().some(({ body }) => body.type === 'text' && body.text === 'Thanks for 9'));
  });

  test('reconnects with a new token when the old one expires', async () => {
    const lives = [2, 600];
    let asked = 0;
    const getToken = () => {
      const exp = Math.floor(Date.now() / 1000) + (lives[asked] ?? 600);
      asked += 1;
      return new SignJWT({ sub: 'client', aud: 'test', exp })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(secret));
    };
    const chat = open({ getToken });
    await until(() => chat.status.get() === 'ready');
    await until(() => asked >= 2, 15_000);
    await until(() => chat.status.get() === 'ready');
    const sent = chat.send('With the second token');
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
  }, 20_000);
});
