import { describeMessage } from '@connective-chat/core/rich-text';
import { buildMessage } from '@connective-chat/core/testing';
import { expect, it } from 'vitest';

it('fills in the fields that a test leaves out', () => {
  expect(buildMessage('Hello!')).toEqual({
    id: 'message-1',
    serverId: 'message-1',
    seq: 1,
    from: { kind: 'bot' },
    body: { type: 'text', text: 'Hello!', format: 'plain' },
    at: '2026-01-01T00:00:00.000Z',
    delivery: 'confirmed',
  });
});

it('keeps the given fields, and gives no seq to a message that is not in the log', () => {
  const failed = buildMessage('Hi', { id: 'mine', from: 'visitor', delivery: 'failed' });
  expect(failed).toMatchObject({ id: 'mine', from: { kind: 'visitor' }, delivery: 'failed' });
  expect(failed).not.toHaveProperty('seq');
  expect(buildMessage({ type: 'rating', prompt: 'Good?', scale: 5, comment: true }, { seq: 4 })).toMatchObject({
    id: 'message-4',
    body: { type: 'rating' },
  });
  expect(describeMessage(buildMessage('Hello!'))).toContain('Hello!');
});
