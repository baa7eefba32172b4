import { once } from 'node:events';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { openStallingProxy } from './support/stalling-proxy.ts';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, mint, openChat, refusal } from './support/visitor.ts';

const server = useServer({
  bots: [testBot],
  proxies: 1,
  limits: { messagesPerMinute: 60_000, burst: 10_000, textBytes: 12_000 },
  connections: { perVisitor: 3, perAddress: 4, backlogBytes: 512 * 1024 },
});

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

test('S20: limits are sent in the answer to hello, and the text length is enforced', async () => {
  const { visitor, hello } = await openChat(server.url);
  expect(hello.limits).toMatchObject({ textBytes: 12_000, messagesPerMinute: 60_000, burst: 10_000 });
  expect(await visitor.say('я'.repeat(6000))).toMatchObject({ ok: true });
  expect(await visitor.say('я'.repeat(6001))).toMatchObject({ ok: false, code: 'TOO_LARGE', retry: false });
});

test('S20: connections per visitor are limited, and closing one frees its place', async () => {
  const visitor = mint();
  const tabs = await Promise.all([1, 2, 3].map(() => connect(server.url, { auth: { visitor } })));
  expect(await refusal(server.url, { auth: { visitor } })).toMatchObject({ code: 'BUSY', retry: true });
  tabs[0]?.socket.disconnect();
  await expect
    .poll(() =>
      connect(server.url, { auth: { visitor } }).then(
        () => 'in',
        () => 'out',
      ),
    )
    .toBe('in');
});

test('S20: connections per public address are limited, and proxies in the private network are exempt', async () => {
  await Promise.all([1, 2, 3, 4].map(() => connect(server.url, from('203.0.113.7'))));
  expect(await refusal(server.url, from('203.0.113.7'))).toMatchObject({ code: 'BUSY', retry: true });
  await connect(server.url, from('203.0.113.8'));
  // Only the last address counts, which the trusted proxy added: a client may forge the others.
  expect(await refusal(server.url, from('203.0.113.9, 203.0.113.7'))).toMatchObject({ code: 'BUSY' });
  for (let n = 0; n < 6; n += 1) await connect(server.url, from('10.0.0.1'));
});

test('S20, fault 11: a client that reads nothing is disconnected before its backlog grows, and reconnects without a gap', async () => {
  const identity = mint();
  const proxy = await openStallingProxy(server.url);
  const slow = await connect(proxy.url, { auth: { visitor: identity } });
  const { epoch } = await slow.hello();
  proxy.stall();

  const overloaded = async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^chat_overloaded_total (\d+)$/m.exec(text)?.[1]);
  };
  expect(await overloaded()).toBe(0);
  const { visitor: quick } = await openChat(server.url, { auth: { visitor: identity } });
  let sent = 0;
  // Until the buffers of the operating system are full too.
  while ((await overloaded()) === 0 && sent < 2000) {
    await Promise.all(Array.from({ length: 10 }, () => quick.say('x'.repeat(12_000))));
    sent += 10;
  }
  expect(await overloaded()).toBe(1);
  expect(quick.of('bye'), 'the other tab stays').toEqual([]);
  const again = await connect(server.url, { auth: { visitor: identity } });
  expect(
    await again.ask('hello', { cursor: { epoch, after: 0, id: null }, open: false, params: {}, pending: [], caps: [] }),
  ).toMatchObject({ ok: true });
});

test('a socket closed during its handshake is not counted', async () => {
  const visitor = mint();
  for (let n = 0; n < 10; n += 1) {
    const socket = io(`${server.url}/widget`, {
      auth: { v: 2, botId: 'test', locale: 'en', visitor },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    socket.io.once('open', () => socket.disconnect());
    await once(socket.io as never, 'open');
  }
  await expect
    .poll(() =>
      connect(server.url, { auth: { visitor } }).then(
        () => 'in',
        () => 'out',
      ),
    )
    .toBe('in');
});
