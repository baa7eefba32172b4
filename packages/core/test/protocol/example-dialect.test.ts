import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createChatClient, type Dialect, type ProtocolIssue } from '@connective-chat/core';
import { createMemoryOutbox, createMemoryStorage } from '@connective-chat/core/testing';
import { Server } from 'socket.io';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { viewOf } from '../support/set-up.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
let createParrotDialect: () => Dialect;
const http = createServer();
const io = new Server(http);
const said: { id: string; who: string; text: string; time: number }[] = [];
const url = (): string => `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

/** The dialect exactly as the guide prints it. */
beforeAll(async () => {
  const guide = await readFile(join(root, 'docs/dialects.md'), 'utf8');
  const code = /^```ts\n([\s\S]*?)^```$/m.exec(guide)?.[1] ?? '';
  expect(code.slice(code.indexOf('export function'), code.indexOf('export const')).split('\n').length).toBeLessThan(
    100,
  );
  const folder = join(root, '.cache/docs-dialect');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'parrot.ts'), code);
  ({ createParrotDialect } = await import(/* @vite-ignore */ join(folder, 'parrot.ts')));

  io.on('connection', (socket) => {
    const say = (who: string, text: string) => {
      const message = { id: `p${said.length}`, who, text, time: said.length };
      said.push(message);
      return message;
    };
    socket.on('join', (_payload, ack) => ack(said));
    socket.on('say', ({ text }, ack) => {
      const mine = say('me', text);
      io.emit('said', mine);
      ack(mine);
      io.emit('said', say('bot', `${text}!`));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterAll(() => io.close());

it('holds a conversation with a server of another protocol, reconnects, and reports unreadable frames', {
  timeout: 30_000,
}, async () => {
  const chat = createChatClient({
    url: url(),
    botId: 1,
    dialect: createParrotDialect,
    timeouts: { reconnectMin: 10, reconnectMax: 20 },
    platform: { outbox: createMemoryOutbox(), storage: createMemoryStorage() },
  });
  const issues: ProtocolIssue[] = [];
  chat.on('protocolError', (issue) => issues.push(issue));
  const release = chat.start();
  const until = (check: () => unknown) => vi.waitUntil(check, { timeout: 20_000, interval: 5 });
  await until(() => chat.status.get() === 'ready');
  expect(chat.getSnapshot().guarantee).toBe('at-most-once');

  const sent = chat.send('hello');
  expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
  await until(() => chat.messages.get().length === 2);
  expect(viewOf(chat)).toEqual(['hello:confirmed', 'hello!:confirmed']);

  for (const socket of io.sockets.sockets.values()) socket.conn.close();
  said.push({ id: 'missed', who: 'bot', text: 'while you were away', time: 9 });
  await until(() => chat.messages.get().length === 3);
  expect(viewOf(chat)).toEqual(['hello:confirmed', 'hello!:confirmed', 'while you were away:confirmed']);

  io.emit('squawk', { loud: true });
  await until(() => issues.length > 0);
  expect(issues).toMatchObject([{ kind: 'malformed', event: 'squawk' }]);
  const refused = chat.requestOperator();
  expect(refused.ok && (await refused.settled)).toMatchObject({ delivery: 'failed' });
  release();
});
