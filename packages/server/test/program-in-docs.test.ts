import { join } from 'node:path';
import { createChatClient, createSocketIoTransport } from '@connective-chat/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { examplesOf, writeExamples } from '../../../docs/test/support/examples.ts';
import type { ChatServer } from '../src/index.ts';
import { freshData } from './support/fresh-data.ts';

it('the program in start/server.md greets, finds an order with its tool, and offers a person', async () => {
  const folder = writeExamples('docs-start-server', examplesOf('start/server.md', 'ts'));
  vi.stubEnv('PORT', '0');
  vi.stubEnv('CHAT_DATA', await freshData());
  vi.spyOn(console, 'log').mockImplementation(() => {});
  onTestFinished(() => void vi.unstubAllEnvs());
  const { server } = (await import(/* @vite-ignore */ join(folder, 'server.ts'))) as { server: ChatServer };
  // A browser sends the origin of its page by itself.
  const transport = createSocketIoTransport({ manager: { extraHeaders: { origin: 'http://localhost:5173' } } });
  const chat = createChatClient({ url: server.url, botId: 1, platform: { transport } });
  const release = chat.start();
  onTestFinished(async () => {
    release();
    await server.close();
  });
  const texts = () => chat.messages.get().flatMap(({ body }) => (body.type === 'text' ? [body.text] : []));
  await vi.waitFor(() => expect(texts()).toEqual(['Hello! Tell me the number of your order.']), { timeout: 60_000 });
  expect(chat.send('Where is order 12345?').ok).toBe(true);
  await vi.waitFor(() => expect(texts().at(-1)).toBe('Order 12345 is on its way and arrives on Friday.'), {
    timeout: 60_000,
  });
  const answer = chat.messages.get().at(-1);
  expect(answer?.steps?.map(({ text, state }) => [text, state])).toEqual([['Found order 12345', 'done']]);
  expect(answer?.body).toMatchObject({ buttons: [[{ label: 'Talk to a person' }]] });
});
