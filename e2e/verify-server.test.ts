import { type RecordedFrame, verifyFrames } from '@connective-chat/core/protocol';
import { io } from 'socket.io-client';
import { expect, test, vi } from 'vitest';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';

test('the reference server follows the protocol, frame by frame', async () => {
  const server = await createTestServer({ demo: true, headIntervalMs: 200 });
  const frames: RecordedFrame[] = [];
  const socket = io(`${server.url}/widget`, {
    auth: {
      v: 2,
      botId: '1',
      locale: 'en',
      visitor: { id: 'visitor-verify-1', secret: 's'.repeat(43) },
      tab: 'tab-1',
    },
    transports: ['websocket'],
    reconnection: false,
  });
  socket.onAny((event: string, payload: unknown) => frames.push({ kind: 'push', event, payload }));
  const ask = async (event: string, payload: object) => {
    frames.push({ kind: 'request', event, payload });
    const answer = await socket.timeout(20_000).emitWithAck(event, payload);
    frames.push({ kind: 'answer', event, payload: answer, request: payload });
    return answer;
  };
  const pushed = (event: string) => frames.filter((frame) => frame.kind === 'push' && frame.event === event).length;
  const until = (check: () => boolean) => vi.waitUntil(check, { timeout: 20_000, interval: 10 });
  const hello = { cursor: null, open: true, params: { customer_name: 'Olena' }, pending: [], caps: ['drafts'] };

  await ask('hello', hello);
  const send = {
    cid: '0199a6f0-0000-7000-8000-000000000001',
    body: { type: 'text', text: 'How long does delivery take?' },
  };
  await ask('send', send);
  const refused = await ask('send', {
    cid: '0199a6f0-0000-7000-8000-000000000002',
    body: { type: 'text', text: 'and?' },
  });
  expect([true, 'THINKING_LOCK']).toContain(refused.ok || refused.code);
  await until(() =>
    frames.some(
      ({ payload }) =>
        (payload as { turn?: number; body?: unknown }).body !== undefined &&
        (payload as { from?: { kind: string }; turn?: number }).from?.kind === 'bot' &&
        (payload as { turn?: number }).turn !== undefined,
    ),
  );
  const again = await ask('send', send);
  expect(again).toMatchObject({ ok: true, dup: true });
  const resumed = await ask('hello', { ...hello, pending: [send.cid] });
  expect(resumed.known[send.cid]).toBe(again.seq);
  await ask('sync', { epoch: resumed.epoch, after: 0, limit: 50 });
  await ask('history', { epoch: resumed.epoch, before: resumed.head + 1, limit: 50 });
  await until(() => pushed('head') > 1);
  expect(pushed('thinking')).toBeGreaterThan(1);
  expect(pushed('draft')).toBeGreaterThan(0);
  socket.disconnect();
  await server.close();
  expect(verifyFrames(frames)).toEqual([]);
});
