import type { Message } from '@connective-chat/core';
import { buildMessage, VirtualClock } from '@connective-chat/core/testing';
import { approvalStateOf, createApproval, createTexts, describeApproval, english } from '@connective-chat/core/ui';
import { describe, expect, it } from 'vitest';
import { createScriptedClient } from './scripted-client.ts';

const reply = (id: string) => ({ id, label: id, action: { type: 'reply' } }) as const;
const question = (expiresAt?: number): Message =>
  buildMessage(
    {
      type: 'text',
      text: 'Shall I?',
      format: 'plain',
      buttons: [[reply('approve'), reply('decline')]],
      approval: { tool: 'Change the address', ...(expiresAt === undefined ? {} : { expiresAt }) },
    },
    { id: 'q', seq: 2 },
  );
const press = (buttonId: string, parts: Parameters<typeof buildMessage>[1] = {}): Message =>
  buildMessage(
    { type: 'press', messageId: 'q', buttonId, label: buttonId },
    { seq: 3, id: 'p', from: 'visitor', at: '2026-03-01T14:03:00.000Z', ...parts },
  );

const stateOf = (
  after: readonly Message[],
  more: { dialog?: 'bot' | 'operator'; now?: number; asked?: Message } = {},
) => {
  const { dialog = 'bot', now = 0, asked = question() } = more;
  return approvalStateOf(asked, { messages: [buildMessage('Hi'), asked, ...after], dialog, now });
};

describe('approvalStateOf', () => {
  it('waits, is approved or declined by the press, and knows when', () => {
    expect(stateOf([])).toMatchObject({ state: 'waiting', canAnswer: true, sending: null, answeredAt: null });
    expect(stateOf([press('approve')])).toMatchObject({ state: 'approved', answeredAt: '2026-03-01T14:03:00.000Z' });
    expect(stateOf([press('decline'), buildMessage('Fine', { seq: 4 })])).toMatchObject({ state: 'declined' });
    expect(stateOf([press('approve', { delivery: 'unconfirmed' })])).toMatchObject({ state: 'approved' });
  });

  it('keeps the decision when the dialog goes on, and after its time', () => {
    const later = [press('approve'), buildMessage('Thanks', { seq: 4, id: 't', from: 'visitor' })];
    expect(stateOf(later, { dialog: 'operator', now: 9, asked: question(5) })).toMatchObject({ state: 'approved' });
  });

  it('is being answered while the press is on its way', () => {
    const state = stateOf([press('decline', { delivery: 'pending' })]);
    expect(state).toMatchObject({ state: 'waiting', sending: 'decline', canAnswer: false });
  });

  it('expires by its time, by another message, with an operator, and when the server refuses the press', () => {
    const expired = { state: 'expired', canAnswer: false };
    expect(stateOf([], { asked: question(5), now: 4 })).toMatchObject({ state: 'waiting' });
    expect(stateOf([], { asked: question(5), now: 5 })).toMatchObject(expired);
    expect(stateOf([buildMessage('No, wait', { seq: 3, id: 't', from: 'visitor' })])).toMatchObject(expired);
    expect(stateOf([buildMessage('Hello', { seq: 3, id: 't', from: 'operator' })])).toMatchObject(expired);
    expect(stateOf([], { dialog: 'operator' })).toMatchObject(expired);
    const refused = { ...press('approve', { delivery: 'failed' }), error: { code: 'INVALID' } as never };
    expect(stateOf([refused])).toMatchObject(expired);
    expect(stateOf([buildMessage('Still there?', { seq: 3, id: 't' })])).toMatchObject({ state: 'waiting' });
  });

  it('has expired if the visitor asked something else while the agent was working', () => {
    const asked: Message = { ...question(), seq: 5, turn: 2 };
    const visitor = (seq: number, body: Parameters<typeof buildMessage>[0] = 'And this?') =>
      buildMessage(body, { seq, id: `v${seq}`, from: 'visitor' });
    const of = (...before: Message[]) =>
      approvalStateOf(asked, { messages: [...before, asked], dialog: 'bot', now: 0 })?.state;
    expect(of(visitor(1), visitor(2)), 'the question itself and what was before it').toBe('waiting');
    expect(of(visitor(2), visitor(4))).toBe('expired');
    const rating = { type: 'rate', messageId: 'm', score: 5 } as const;
    expect(of(visitor(2), visitor(4, rating)), 'a rating starts no turn').toBe('waiting');
  });

  it('cannot be answered again while a press that was not delivered can be sent again', () => {
    expect(stateOf([press('approve', { delivery: 'failed' })])).toMatchObject({ state: 'waiting', canAnswer: false });
  });

  it('is absent for other messages, and without both buttons', () => {
    expect(approvalStateOf(buildMessage('Hi'), { messages: [], dialog: 'bot', now: 0 })).toBeNull();
    const { body } = question();
    const half = buildMessage({ ...body, buttons: [[reply('approve')]] } as Message['body']);
    expect(stateOf([], { asked: half })).toBeNull();
  });
});

describe('createApproval', () => {
  it('tells each change once, and keeps its value while nothing changes', () => {
    const client = createScriptedClient();
    client.append(question());
    const approval = createApproval(client, 'q');
    const first = approval.get();
    const told: unknown[] = [];
    const stop = approval.subscribe((value) => told.push(value?.state));
    client.append(buildMessage('More', { seq: 3, id: 'm' }));
    expect(approval.get()).toBe(first);
    client.append(press('approve', { seq: 4 }));
    expect(told).toEqual(['approved']);
    stop();
    expect(client.listeners).toBe(0);
  });

  it('expires at its time without a message, and leaves no timer', async () => {
    const client = createScriptedClient();
    const clock = new VirtualClock();
    client.append(question(clock.now() + 60_000));
    const approval = createApproval(client, 'q', { clock });
    const told: unknown[] = [];
    const stop = approval.subscribe((value) => told.push(value?.state));
    await clock.advance(59_999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual(['expired']);
    expect(approval.answer('approve')).toEqual({ ok: false, reason: 'answered' });
    stop();
    const second = approval.subscribe(() => {});
    second();
    expect(clock.pending).toBe(0);
  });

  it('presses the button of the choice', () => {
    const client = createScriptedClient();
    client.append(question());
    expect(createApproval(client, 'q').answer('decline').ok).toBe(true);
    expect(client.calls).toEqual([['press', 'q', expect.objectContaining({ id: 'decline' })]]);
  });
});

describe('describeApproval', () => {
  const texts = createTexts('en-GB', english);
  it('says the decision with its time, and nothing while it waits', () => {
    expect(describeApproval({ state: 'waiting', answeredAt: null }, texts)).toBe('');
    expect(describeApproval({ state: 'expired', answeredAt: null }, texts)).toBe('No longer waiting for your answer');
    const at = '2026-03-01T14:03:00.000Z';
    expect(describeApproval({ state: 'declined', answeredAt: at }, texts)).toBe(
      `You declined · ${texts.time(new Date(at))}`,
    );
  });
});
