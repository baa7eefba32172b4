import { describe, expect, it } from 'vitest';
import type { MachineEvent } from '../../src/machine/chat.machine.types.ts';
import { dialogOf, errorOf, startMachine, startOnline, thinkingOf } from '../support/start-machine.ts';

const HAS_OLDER: MachineEvent = { type: 'history.loaded', hasOlder: true };

describe('older messages', () => {
  it('are loaded when asked for, if there are any', async () => {
    const machine = await startOnline();
    machine.send('older.requested');
    expect(machine.state.history).toBe('idle');
    machine.send(HAS_OLDER, 'older.requested', 'older.requested');
    expect(machine.state.history).toBe('loadingOlder');
    expect(machine.done()).toEqual(['load older']);
    await machine.answer('older', true);
    expect(machine.state.history).toBe('idle');
    expect(machine.context.hasOlder).toBe(true);
    machine.send('older.requested');
    await machine.answer('older', false);
    expect(machine.context.hasOlder).toBe(false);
    machine.done();
    machine.send('older.requested');
    expect(machine.done()).toEqual([]);
  });

  it('can be asked for again after a failure, whose error is shown until then', async () => {
    const machine = await startOnline();
    machine.send(HAS_OLDER, 'older.requested');
    await machine.refuse('older', errorOf('BUSY'));
    expect(machine.state.history).toBe('failed');
    expect(machine.context.historyError?.code).toBe('BUSY');
    machine.done();
    machine.send('older.requested');
    expect(machine.state.history).toBe('loadingOlder');
    expect(machine.context.historyError).toBeNull();
    expect(machine.done()).toEqual(['load older']);
  });

  it('are those of the log that was loaded last', async () => {
    const machine = await startOnline();
    machine.send(HAS_OLDER, 'older.requested');
    await machine.refuse('older', errorOf('BUSY'));
    machine.send({ type: 'history.loaded', hasOlder: false });
    expect(machine.state.history).toBe('idle');
    expect(machine.context).toMatchObject({ historyError: null, hasOlder: false });
    machine.send(HAS_OLDER, 'older.requested', HAS_OLDER);
    await machine.answer('older', false);
    expect(machine.context.hasOlder, 'an answer for the log before counts no longer').toBe(true);
  });
});

describe('missed messages', () => {
  it('are loaded page by page while more are missing', async () => {
    const machine = await startOnline();
    machine.send('gap.found');
    expect(machine.state.gap).toBe('filling');
    await machine.answer('gap', true);
    expect(machine.state.gap).toBe('filling');
    await machine.answer('gap', false);
    expect(machine.state.gap).toBe('none');
    expect(machine.done()).toEqual(['fill gap', 'fill gap']);
  });

  it('are left to hello while offline', async () => {
    const machine = startMachine();
    machine.send('gap.found');
    expect(machine.state.gap).toBe('none');
    const doubted = await startOnline();
    doubted.send('link.doubted', 'gap.found');
    expect(doubted.state.gap).toBe('none');
  });

  it('are asked for again after a failure, each time later, up to a limit', async () => {
    const machine = await startOnline();
    machine.send('gap.found');
    const waits: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      await machine.refuse('gap', errorOf('BUSY'));
      expect(machine.state.gap).toBe('resting');
      let waited = 0;
      for (; machine.state.gap === 'resting' && waited < 60_000; waited += 500) await machine.clock.advance(500);
      waits.push(waited);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    await machine.answer('gap', true);
    expect(machine.context.gapFailures, 'a page ends the row of failures').toBe(0);
    await machine.refuse('gap', errorOf('BUSY'));
    await machine.clock.advance(1_000);
    expect(machine.state.gap).toBe('filling');
    await machine.answer('gap', false);
    expect(machine.context.gapFailures).toBe(0);
  });

  it('are asked for sixteen doublings later at the most', async () => {
    const machine = await startOnline({ reconnectMin: 1, reconnectMax: 1e12 });
    machine.send('gap.found');
    for (let failure = 0; failure < 18; failure += 1) {
      await machine.refuse('gap', errorOf('BUSY'));
      await machine.clock.advance(2 ** Math.min(failure, 16) - 1);
      expect(machine.state.gap).toBe('resting');
      await machine.clock.advance(1);
      expect(machine.state.gap).toBe('filling');
    }
  });

  it('are not asked for again once the connection has ended', async () => {
    const machine = await startOnline();
    machine.send('gap.found');
    await machine.refuse('gap', errorOf('CONNECTION_LOST'));
    machine.send('link.doubted');
    await machine.clock.advance(1_000);
    expect(machine.state.gap).toBe('none');
  });
});

describe('the outbox', () => {
  it('is sent while online, and waits otherwise', async () => {
    const machine = startMachine();
    machine.send('outbox.filled');
    expect(machine.state.outbox).toBe('waiting');
    machine.send('lease.acquired', 'link.opened');
    expect(machine.state.outbox).toBe('waiting');
    await machine.answer('hello', []);
    expect(machine.state.outbox).toBe('sending');
    expect(machine.done()).toEqual(['open websocket', 'hello 10000', 'release', 'drain']);
    machine.send('outbox.filled');
    expect(machine.done(), 'there is more to send').toEqual(['drain']);
    machine.send('link.doubted');
    expect(machine.state.outbox).toBe('waiting');
    await machine.answer('hello', []);
    expect(machine.state.outbox).toBe('sending');
    machine.send('outbox.emptied');
    expect(machine.state.outbox).toBe('empty');
  });

  it.each([
    ['thinks', []],
    ['is asked to stop', ['stop.requested']],
  ] as const)('waits while the agent %s', async (_, events) => {
    const machine = await startOnline();
    machine.send('outbox.filled', thinkingOf(), ...events);
    expect(machine.state.outbox).toBe('waiting');
    machine.send('thinking.ended');
    expect(machine.state.outbox).toBe('sending');
  });

  const defer = (code: string, retryAfterMs: number | null): MachineEvent => ({
    type: 'outbox.deferred',
    code,
    retryAfterMs,
  });

  it.each([
    [3_000, 3_000],
    [null, 1_000],
    [-5, 0],
    [Number.MAX_SAFE_INTEGER, 600_000],
  ])('pauses for the time that the server gives: %s', async (retryAfterMs, expected) => {
    const machine = await startOnline();
    machine.send('outbox.filled', defer('RATE_LIMITED', retryAfterMs));
    expect(machine.state.outbox).toBe('paused');
    expect(machine.context).toMatchObject({
      pausedFor: 'RATE_LIMITED',
      pausedUntil: machine.clock.now() + expected,
    });
    machine.send('thinking.ended');
    if (expected > 0) await machine.clock.advance(expected - 1);
    expect(machine.state.outbox).toBe('paused');
    await machine.clock.advance(1);
    expect(machine.state.outbox).toBe('sending');
    expect(machine.context).toMatchObject({ pausedFor: null, pausedUntil: null });
    expect(machine.done()).toEqual(['drain', 'drain']);
  });

  it('goes on with the end of the turn that it was refused for', async () => {
    const machine = await startOnline();
    machine.send('outbox.filled', defer('THINKING_LOCK', 5_000));
    expect(machine.state.outbox).toBe('paused');
    machine.send('thinking.ended');
    expect(machine.state.outbox).toBe('sending');
    expect(machine.context.pausedFor).toBeNull();
  });

  it('is empty after a pause in which everything was taken back', async () => {
    const machine = await startOnline();
    machine.send('outbox.filled', defer('RATE_LIMITED', 5_000), 'outbox.emptied');
    expect(machine.state.outbox).toBe('empty');
    expect(machine.context.pausedUntil).toBeNull();
  });
});

describe('the dialog', () => {
  it('is the one that the server tells', async () => {
    const machine = await startOnline();
    for (const [index, status] of (['queued', 'operator', 'closed', 'bot'] as const).entries()) {
      machine.send(dialogOf(status, index + 1));
      expect(machine.state.dialog).toBe(status);
      expect(machine.context.dialog).toEqual({ rev: index + 1, status, operator: null });
    }
  });
});
