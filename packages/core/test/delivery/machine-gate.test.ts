import { describe, expect, it } from 'vitest';
import { MessageStore } from '../../src/conversation/message-store.ts';
import { MachineGate } from '../../src/delivery/machine-gate.ts';
import { PendingMessages } from '../../src/delivery/pending-messages.ts';
import { ChatError } from '../../src/errors.ts';
import { Batch } from '../../src/lib/reactive.ts';
import type { MachineEvent } from '../../src/machine/chat.machine.types.ts';
import type { ChatActor } from '../../src/machine/chat-actor.ts';

describe('the gate of a chat', () => {
  function setUpGate(outbox: string, turn = 'ready') {
    const sent: MachineEvent[] = [];
    const snapshot = {
      value: { outbox, turn },
      matches: (state: { outbox?: string }) => Object.keys(state).length === 0 || state.outbox === outbox,
    };
    const actor = { snapshot, send: (event: MachineEvent) => void sent.push(event) };
    return { gate: new MachineGate(actor as unknown as ChatActor), sent };
  }

  it('is open while the machine sends the outbox', () => {
    expect(setUpGate('sending').gate.isOpen).toBe(true);
    for (const state of ['empty', 'waiting', 'paused']) expect(setUpGate(state).gate.isOpen).toBe(false);
  });

  it('tells the machine that there is something to send, except in the middle of a burst', () => {
    const burst = setUpGate('sending');
    expect(burst.gate.filled()).toBe(true);
    expect(burst.sent, 'one step of the machine costs as much as the send').toEqual([]);
    for (const [outbox, turn] of [
      ['empty', 'ready'],
      ['sending', 'overdue'],
    ] as const) {
      const { gate, sent } = setUpGate(outbox, turn);
      expect(gate.filled()).toBe(false);
      expect(sent).toEqual([{ type: 'outbox.filled' }]);
    }
  });

  it('tells the machine what happened to a send', () => {
    const { gate, sent } = setUpGate('sending');
    gate.emptied();
    gate.resumeRequired();
    gate.doubted();
    gate.deferred(new ChatError('BUSY', '', { retryAfterMs: 70 }));
    gate.deferred(new ChatError('BUSY', ''));
    expect(sent).toEqual([
      { type: 'outbox.emptied' },
      { type: 'resume.required' },
      { type: 'link.doubted' },
      { type: 'outbox.deferred', code: 'BUSY', retryAfterMs: 70 },
      { type: 'outbox.deferred', code: 'BUSY', retryAfterMs: null },
    ]);
  });
});

describe('the messages of a visitor that the server does not have yet', () => {
  const row = {
    ...{ cid: 'a', params: {}, createdAt: Date.UTC(2026, 0, 1), order: 1, emitted: false },
    body: { type: 'text', text: 'hi', format: 'plain' },
  } as const;

  it('are shown at the end, with why they failed', () => {
    const store = new MessageStore(new Batch());
    const pending = new PendingMessages(store);
    const failed = new ChatError('BLOCKED', '');
    const expired = new ChatError('EXPIRED', '');
    pending.add(row, null);
    pending.add({ ...row, cid: 'b' }, failed);
    pending.add({ ...row, cid: 'c' }, expired);
    const shown = { from: { kind: 'visitor' }, body: row.body, at: '2026-01-01T00:00:00.000Z' };
    expect(store.list.get()).toEqual([
      { ...shown, id: 'a', delivery: 'pending' },
      { ...shown, id: 'b', delivery: 'failed', error: failed },
      { ...shown, id: 'c', delivery: 'expired', error: expired },
    ]);
    pending.update('a', 'failed', failed);
    expect(store.get('a')).toMatchObject({ delivery: 'failed', error: failed });
    pending.confirm('a');
    expect(store.get('a')).toEqual({ ...shown, id: 'a', delivery: 'pending' });
    pending.remove('a');
    expect(store.ids.get()).toEqual(['b', 'c']);
  });

  it('stay confirmed once their position is known', () => {
    const store = new MessageStore(new Batch());
    const at = '2026-01-01T00:00:00.000Z';
    store.append({ id: 'm', cid: 'a', seq: 1, rev: 1, from: { kind: 'visitor' }, body: row.body, at });
    new PendingMessages(store).confirm('a');
    expect(store.get('a')?.delivery).toBe('confirmed');
  });
});
