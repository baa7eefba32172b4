import { once } from 'node:events';
import { createServer } from 'node:http';
import { DEFAULT_LIMITS } from '@connective-chat/core/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { NodeAdapter } from '../src/cluster/node-adapter.ts';
import { createOperatorChannel } from '../src/gateway/create-operator-channel.ts';
import { openSockets, type Sockets } from '../src/gateway/open-sockets.ts';
import { replaceTab } from '../src/gateway/visitor/replace-tab.ts';

/* What a node need not do while it is alone, or for sessions that it does not have. */

const alone = { is: true };
const sent: { readonly data?: { readonly packet?: unknown } }[] = [];
let sockets: Sockets;

beforeAll(async () => {
  const http = createServer();
  sockets = openSockets(http, DEFAULT_LIMITS, {
    adapter: function createAdapter(namespace) {
      const outbox = { isFailing: false, add: (message: object) => void sent.push(message) };
      return new NodeAdapter(namespace, outbox, () => {});
    },
    onMissed() {},
    isAlone: () => alone.is,
    async close() {},
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});
afterAll(() => sockets.close());

/** What is sent to the other nodes, without heartbeats. */
function sentBy(work: () => void): unknown[] {
  const before = sent.length;
  work();
  return sent.slice(before).flatMap(({ data }) => (data?.packet ? [data] : []));
}

test('a node that is alone reads nothing for operators while none is connected to it', () => {
  const channel = createOperatorChannel(sockets, 0);
  alone.is = true;
  expect(channel.hasListeners()).toBe(false);
  expect(channel.mayBeOpen('conversation')).toBe(false);
  alone.is = false;
  expect(channel.hasListeners(), 'one may be connected to another node').toBe(true);
  expect(channel.mayBeOpen('conversation')).toBe(true);
});

test('a node that is alone does not tell others of the tabs that connect', () => {
  const connect = () => {
    const session = { bot: { id: '1' }, visitorId: 'v', tab: 't', link: 1 };
    const gateway = { connectionsIn: () => [] };
    replaceTab(gateway as never, sockets.nodes, { join() {} } as never, session as never);
  };
  alone.is = true;
  expect(sentBy(connect)).toEqual([]);
  alone.is = false;
  expect(sentBy(connect)).toMatchObject([{ packet: ['node:tabConnected', { link: 1 }] }]);
});

test('a push whose room has no session on this node is sent to the others without being encoded', async () => {
  const { adapter } = sockets.visitors;
  const { encoder } = adapter as unknown as { encoder: { encode(packet: unknown): unknown } };
  const encode = vi.spyOn(encoder, 'encode');
  const push = (room: string) => sentBy(() => sockets.visitors.to(room).emit('msg', { text: 'hello' }));
  expect(push('c:elsewhere')).toMatchObject([
    { packet: { data: ['msg', { text: 'hello' }] }, opts: { rooms: ['c:elsewhere'] } },
  ]);
  adapter.addAll('a socket', new Set(['c:here']));
  expect(push('c:here')).toHaveLength(1);
  await vi.waitFor(() => expect(encode).toHaveBeenCalledTimes(1));
  expect(sentBy(() => sockets.visitors.local.to('c:elsewhere').emit('msg', {}))).toEqual([]);
  expect(sentBy(() => sockets.visitors.emit('msg', {}))).toHaveLength(1);
  await vi.waitFor(() => expect(encode, 'one without a room is for all').toHaveBeenCalledTimes(2));
});
