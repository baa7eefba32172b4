import { type RecordedFrame, verifyFrames } from '@connective-chat/core/protocol';
import { expect, it } from 'vitest';

const message = (seq: number, more: object = {}) => ({
  epoch: 'e',
  seq,
  id: `m${seq}`,
  rev: 0,
  from: { kind: 'bot' },
  at: '2026-01-01T00:00:00.000Z',
  body: { type: 'text', text: 'x' },
  ...more,
});
const hello: RecordedFrame = {
  kind: 'answer',
  event: 'hello',
  payload: {
    ok: true,
    v: 2,
    conversation: 'c',
    epoch: 'e',
    head: 1,
    reset: false,
    items: [message(1)],
    more: false,
    known: {},
    serverTime: '',
    dialog: { rev: 3, status: 'bot' },
    read: { visitor: 0, operator: 0 },
  },
};
const push = (event: string, payload: unknown): RecordedFrame => ({ kind: 'push', event, payload });

it('finds nothing in a conversation that follows the protocol', () => {
  const recording: RecordedFrame[] = [
    { kind: 'request', event: 'hello', payload: {} },
    hello,
    push('msg', message(2, { from: { kind: 'visitor' }, cid: 'c-1' })),
    { kind: 'answer', event: 'send', payload: { ok: true, seq: 2, id: 'm2', at: '' }, request: { cid: 'c-1' } },
    push('thinking', { rev: 4, turn: 2, on: true, text: '…', ttlMs: 1000 }),
    push('draft', { id: 'm3', turn: 2, rev: 1, text: 'He' }),
    push('draft', { id: 'm3', turn: 2, rev: 2, append: 'y' }),
    push('msg', message(3, { rev: 4, turn: 2 })),
    push('dialog', { rev: 5, status: 'closed' }),
    push('head', { epoch: 'e', head: 3, dialog: { rev: 5, status: 'closed' }, read: { visitor: 3, operator: 0 } }),
    push('bye', { code: 'DEPLOY', retry: true, retryAfterMs: 1000 }),
  ];
  expect(verifyFrames(recording)).toEqual([]);
});

it.each<[string, RecordedFrame]>([
  ['malformed', push('msg', { seq: 'two' })],
  ['malformed', { kind: 'answer', event: 'send', payload: { ok: true } }],
  ['seq-reused', push('msg', message(1, { id: 'other' }))],
  ['seq-gap', push('msg', message(9))],
  ['foreign-epoch', push('msg', message(2, { epoch: 'f' }))],
  ['stale-rev', push('dialog', { rev: 2, status: 'bot' })],
  ['unknown-turn', push('thinking', { rev: 9, turn: 7, on: true })],
  ['unknown-turn', push('draft', { id: 'd', rev: 1, text: 'x' })],
  ['draft-gap', push('draft', { id: 'd', turn: 1, rev: 5, append: 'x' })],
  [
    'retry-without-time',
    { kind: 'answer', event: 'send', payload: { ok: false, code: 'THINKING_LOCK', message: '', retry: true } },
  ],
])('reports %s', (rule, frame) => {
  expect(verifyFrames([hello, frame]).map((finding) => finding.rule)).toContain(rule);
});

it('reports violations that only a sequence of frames shows', () => {
  const twice = [
    hello,
    push('msg', message(2, { from: { kind: 'visitor' }, cid: 'c' })),
    push('msg', message(3, { from: { kind: 'visitor' }, cid: 'c' })),
  ];
  expect(verifyFrames(twice)).toMatchObject([{ index: 2, rule: 'cid-doubled' }]);
  const low = [
    hello,
    push('thinking', { rev: 8, turn: 1, on: true }),
    push('msg', message(2, { rev: 7 })),
    push('thinking', { rev: 6, turn: 1, on: false }),
  ];
  expect(verifyFrames(low).map(({ rule }) => rule)).toEqual(['rev-too-low', 'stale-rev']);
});

it('checks ratings: their pushes, and the answers to a rating', () => {
  const rated = (payload: object): RecordedFrame => ({ kind: 'answer', event: 'feedback', payload });
  const rating = { messageId: 'm1', value: 'down', reason: 'No', rev: 1 };
  expect(verifyFrames([push('feedback', rating), rated({ ok: true, value: null, rev: 2 })])).toEqual([]);
  const wrong = [push('feedback', { ...rating, value: 'sideways' }), rated({ ok: true, value: 'up' })];
  expect(verifyFrames(wrong).map(({ rule }) => rule)).toEqual(['malformed', 'malformed']);
});
