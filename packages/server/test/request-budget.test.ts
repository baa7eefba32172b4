import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { FairQueue, type FairQueueOptions } from '../src/gateway/fair-queue.ts';
import { addressGroup } from '../src/http/address-group.ts';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, type Frame, mint, openChat, refusal } from './support/visitor.ts';

/** Time windows longer than any test, so that a budget is not renewed. */
const server = useServer({
  bots: [testBot],
  proxies: 1,
  connections: { perVisitor: 20 },
  budgets: {
    windowMs: 3_600_000,
    perSocket: 200,
    perVisitor: 600,
    perAddress: 1000,
    newVisitorsPerMinute: 30,
    newVisitorMessagesPerMinute: 15,
  },
});

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
const HELLO = { cursor: null, open: false, params: {}, pending: [], caps: [] };
const limited = { ok: false, code: 'RATE_LIMITED', retry: true, retryAfterMs: expect.any(Number) };

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1] ?? 0,
  );
}

test('connections, visitors and addresses have a budget for all requests, and further ones are refused with the time to wait', async () => {
  const identity = { auth: { visitor: mint() } };
  const tabs = await Promise.all(Array.from({ length: 20 }, () => connect(server.url, identity)));
  // Several times the budget, over 20 connections.
  const kinds = [
    ['hello', HELLO],
    ['params', { params: { n: 1 }, mode: 'merge' }],
    ['read', { seq: 1 }],
  ] as const;
  const flood = tabs.flatMap(({ socket }) =>
    Array.from({ length: 60 }, (_, n): Promise<Frame> => {
      const [event, payload] = kinds[n % kinds.length] ?? kinds[0];
      return socket.timeout(60_000).emitWithAck(event, payload);
    }),
  );
  let accepted = 0;
  for (const answer of await Promise.all(flood)) {
    if (answer.ok) accepted += 1;
    else expect(answer).toEqual({ ...limited, message: expect.any(String) });
  }
  // 600 points pay for 40 times a hello, a merge and a read.
  expect(accepted).toBeGreaterThan(0);
  expect(accepted).toBeLessThanOrEqual(120);
  expect(await metric('chat_limited_total{limit="visitor"}')).toBeGreaterThan(0);
  expect(await metric('chat_limited_total{limit="socket"}'), 'by its 200 points').toBeGreaterThan(0);

  const { hello } = await openChat(server.url);
  expect(hello, 'another visitor').toMatchObject({ ok: true });
});

test('one connection cannot use up the budget of the visitor’s others', async () => {
  const identity = { auth: { visitor: mint() } };
  const [loud, quiet] = [await connect(server.url, identity), await connect(server.url, identity)];
  const answers: Frame[] = await Promise.all(Array.from({ length: 190 }, () => loud.ask('hello', HELLO)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
  expect(answers.at(-1)).toMatchObject(limited);
  expect(await quiet.hello()).toMatchObject({ ok: true });
});

test('typing costs little, but too much of it is also refused', async () => {
  const { visitor } = await openChat(server.url);
  const typed: Frame[] = await Promise.all(Array.from({ length: 195 }, () => visitor.ask('typing', { on: true })));
  expect(typed.filter(({ ok }) => ok)).toHaveLength(190);
});

test('visitors of an address (or IPv6 network) share its budget, and a refused handshake has a retry time', async () => {
  let connects = 0;
  const enter = async (address: string): Promise<Frame> => {
    connects += 1;
    const socket = await connect(server.url, from(address));
    return socket.hello();
  };
  // A handshake with hello costs 20 of 1000 points; only 10 new visitors per address are accepted at a time.
  for (let n = 0; n < 10; n += 1) expect(await enter(`2001:db8:1:1::${n}`)).toMatchObject({ ok: true });
  const refused = await refusal(server.url, from('2001:db8:1:1:ffff::1'));
  expect(refused).toEqual({
    code: 'RATE_LIMITED',
    message: expect.any(String),
    retry: true,
    retryAfterMs: expect.any(Number),
  });
  expect(await enter('2001:db8:1:2::1'), 'another network').toMatchObject({ ok: true });
  expect(await metric('chat_limited_total{limit="new_visitors"}')).toBe(1);
  expect(connects).toBe(11);
});

test('a known visitor is accepted where new ones are refused', async () => {
  const known = mint();
  await connect(server.url, { ...from('203.0.113.20'), auth: { visitor: known } });
  for (let n = 0; n < 9; n += 1) await connect(server.url, from('203.0.113.20'));
  expect(await refusal(server.url, from('203.0.113.20'))).toMatchObject({ code: 'RATE_LIMITED' });
  await connect(server.url, { ...from('203.0.113.20'), auth: { visitor: known } });
});

test('new visitors of one address share a small send limit, which does not affect other addresses', async () => {
  const chats = await Promise.all(Array.from({ length: 8 }, () => openChat(server.url, from('203.0.113.30'))));
  const acks: Frame[] = await Promise.all(chats.map(({ visitor }) => visitor.say('new here')));
  expect(acks.filter(({ ok }) => ok)).toHaveLength(5);
  expect(acks.find(({ ok }) => !ok)).toMatchObject(limited);
  const cid = randomUUID();
  const { visitor } = await openChat(server.url, from('203.0.113.31'));
  expect(await visitor.say('elsewhere', { cid })).toMatchObject({ ok: true });
  expect(await visitor.say('elsewhere', { cid })).toMatchObject({ ok: true, dup: true });
});

test('the key of an address', () => {
  expect(addressGroup('203.0.113.7')).toBe('203.0.113.7');
  expect(addressGroup('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(addressGroup('2001:db8::1')).toBe(addressGroup('2001:db8:0:0:ffff::1'));
  expect(addressGroup('2001:db8::1')).not.toBe(addressGroup('2001:db8:0:1::1'));
  for (const address of ['127.0.0.1', '10.1.2.3', '192.168.0.1', '172.16.0.1', '::1', 'fd00::1', '', 'nonsense']) {
    expect(addressGroup(address), address).toBeNull();
  }
  expect(addressGroup('10.1.2.3', true)).toBe('10.1.2.3');
});

/** A queue whose work completes when the test says so. */
function heldQueue(options: FairQueueOptions) {
  const queue = new FairQueue(options);
  const order: string[] = [];
  const finish: (() => void)[] = [];
  const add = (origin: string, visitor: string, signal?: AbortSignal) =>
    queue.run(
      origin,
      visitor,
      async () => {
        order.push(visitor);
        await new Promise<void>((resolve) => finish.push(resolve));
      },
      signal,
    );
  return { queue, order, finish, add };
}

test('requests alternate between addresses and their visitors, so that many requests of one do not delay others', async () => {
  const { queue, order, finish, add } = heldQueue({ concurrency: 1 });
  const running = [add('x', 'loud')];
  for (let n = 0; n < 100; n += 1) running.push(add('x', 'loud'));
  running.push(add('x', 'neighbour'), add('x', 'neighbour'), add('y', 'alone'));
  expect(queue.waiting).toBe(103);
  for (const _ of running) {
    await expect.poll(() => finish.length, { interval: 1 }).toBeGreaterThan(0);
    finish.shift()?.();
  }
  await Promise.all(running);
  expect(order.slice(0, 6)).toEqual(['loud', 'loud', 'alone', 'neighbour', 'loud', 'neighbour']);
  expect(order).toHaveLength(104);
  expect(queue.waiting).toBe(0);
});

test('limits simultaneous requests, and waiting ones per address and in total', async () => {
  const { order, finish, add } = heldQueue({ concurrency: 2, maxPerOrigin: 2, maxWaiting: 3 });
  const running = [add('x', 'a'), add('x', 'b'), add('x', 'c'), add('x', 'd')];
  expect(order).toEqual(['a', 'b']);
  const busy = { code: 'BUSY', retryAfterMs: expect.any(Number) };
  await expect(add('x', 'e')).rejects.toMatchObject(busy);
  running.push(add('y', 'f'));
  await expect(add('z', 'g')).rejects.toMatchObject(busy);
  for (const _ of running) {
    await expect.poll(() => finish.length, { interval: 1 }).toBeGreaterThan(0);
    finish.shift()?.();
  }
  await Promise.all(running);
  expect(order.slice().sort()).toEqual(['a', 'b', 'c', 'd', 'f']);
});

test('a request that waits too long is refused and releases its slot', async () => {
  const { queue, order, finish, add } = heldQueue({ concurrency: 1, maxWaitMs: 20 });
  const first = add('x', 'a');
  await expect(add('x', 'b')).rejects.toMatchObject({ code: 'BUSY' });
  expect(queue.waiting).toBe(0);
  finish.shift()?.();
  await first;
  const last = add('x', 'c');
  finish.shift()?.();
  await last;
  expect(order).toEqual(['a', 'c']);
});

test('an aborted request leaves the queue, and one that has begun is completed', async () => {
  const { queue, order, finish, add } = heldQueue({ concurrency: 1, maxPerOrigin: 2 });
  const gone = new AbortController();
  const begun = add('x', 'begun', gone.signal);
  const waiting = [add('x', 'gone', gone.signal), add('x', 'stays')];
  const reason = new Error('gone');
  gone.abort(reason);
  await expect(waiting[0]).rejects.toBe(reason);
  await expect(add('x', 'gone', gone.signal)).rejects.toBe(reason);
  expect(queue.waiting).toBe(1);
  waiting.push(add('x', 'next'));
  for (let left = 3; left > 0; left -= 1) {
    await expect.poll(() => finish.length, { interval: 1 }).toBeGreaterThan(0);
    finish.shift()?.();
  }
  await Promise.all([begun, ...waiting.slice(1)]);
  expect(order).toEqual(['begun', 'stays', 'next']);
});

test('failed work releases its slot', async () => {
  const queue = new FairQueue({ concurrency: 1 });
  await expect(queue.run('x', 'a', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await expect(queue.run('x', 'a', async () => 'next')).resolves.toBe('next');
});
