import { once } from 'node:events';
import { type AddressInfo, connect as dial, createServer as listenOn, type Socket } from 'node:net';
import { createChatClient } from '@connective-chat/core';
import { createMemoryOutbox, createMemoryStorage } from '@connective-chat/core/testing';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type ChatServer, createServer } from '../src/index.ts';
import { agUiBot } from './support/ag-ui-bot.ts';
import { begin, end, interrupted, message } from './support/ag-ui-events.ts';
import { stream, useCompletionService } from './support/completion-service.ts';
import { usePostgres } from './support/postgres.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { connect, mint, openChat } from './support/visitor.ts';

const postgres = usePostgres();
const service = useCompletionService();
let nodes: ChatServer[];
beforeAll(async () => {
  const node = () =>
    createServer({
      databaseUrl: postgres.url,
      bots: [testBot, agUiBot],
      providers: { held: new HeldAgent() },
      agUi: { support: { url: `${service.baseUrl}run` } },
    });
  // One after another, because both would create the tables.
  nodes = [await node(), await node()];
});
afterAll(() => Promise.all((nodes ?? []).map((node) => node.close())));

/** A load balancer without sticky sessions: each connection goes to the next node, and serves one request only. */
async function balancer({ webSocket }: { webSocket: boolean }): Promise<{ url: string; upgrades(): number }> {
  let turn = 0;
  let upgrades = 0;
  const sockets = new Set<Socket>();
  const server = listenOn((client) => {
    sockets.add(client);
    client.on('error', () => {});
    client.once('data', (head) => {
      const request = head.toString('latin1');
      if (/\r\nupgrade: websocket/i.test(request)) {
        upgrades += 1;
        if (!webSocket) {
          client.destroy();
          return;
        }
      }
      turn += 1;
      const node = dial(Number(new URL(nodes[turn % nodes.length]?.url ?? '').port), '127.0.0.1');
      sockets.add(node);
      node.on('error', () => client.destroy());
      node.write(
        webSocket ? head : Buffer.from(request.replace(/connection: keep-alive/i, 'Connection: close'), 'latin1'),
      );
      client.pipe(node).pipe(client);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, upgrades: () => upgrades };
}

function chatAt(url: string) {
  const chat = createChatClient({
    url,
    botId: 'test',
    timeouts: { connect: 2_000, reconnectMin: 20, reconnectMax: 100, leaseGrace: 0 },
    platform: { storage: createMemoryStorage(), outbox: createMemoryOutbox() },
  });
  onTestFinished(chat.start());
  return chat;
}

test('fault 23: two nodes without sticky sessions work on WebSocket', async () => {
  const { url } = await balancer({ webSocket: true });
  const chats = [chatAt(url), chatAt(url)];
  for (const [index, chat] of chats.entries()) {
    await expect.poll(() => chat.status.get(), { timeout: 20_000 }).toBe('ready');
    const sent = chat.send(`hello ${index}`);
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
    await expect.poll(() => JSON.stringify(chat.messages.get())).toContain(`Echo: hello ${index}`);
  }
});

test('fault 23: on polling, which needs sticky sessions, the client reports an error and keeps retrying', async () => {
  const { url } = await balancer({ webSocket: false });
  const chat = chatAt(url);
  await expect.poll(() => chat.connection.get().attempt, { timeout: 20_000 }).toBeGreaterThan(3);
  expect(chat.connection.get().error).toMatchObject({ name: 'ChatError', code: 'CONNECT_FAILED', retryable: true });
  const sent = chat.send('kept');
  expect(sent.ok).toBe(true);
  expect(chat.messages.get()).toMatchObject([{ delivery: 'pending' }]);
});

test('an interrupt of an AG-UI agent that one node has asked about is answered on another', async () => {
  service.answers.set('tell the carrier', ({ body }, response) => {
    const question = interrupted([{ id: 'i', reason: 'confirmation', message: 'Shall I?' }]);
    stream(response).end(begin + (body.resume ? message('m', 'It is done.') + end : question));
  });
  const [here = '', there = ''] = nodes.map(({ url }) => url);
  const auth = { visitor: mint(), botId: agUiBot.id };
  const { visitor: asked } = await openChat(here, { auth });
  await asked.hears('Hello');
  await asked.say('tell the carrier');
  const question = await asked.next('msg', ({ body }) => body.approval !== undefined);
  const visitor = await connect(there, { auth });
  await visitor.hello();
  await visitor.send({ type: 'press', messageId: question.id, buttonId: 'approve', label: 'Yes' });
  await visitor.hears('It is done.');
  expect(service.requests.at(-1)?.body.resume).toEqual([{ interruptId: 'i', status: 'resolved', payload: true }]);
});
