import { expect, it } from 'vitest';
import { TimedGate } from '../../src/delivery/timed-gate.ts';
import { ChatError } from '../../src/errors.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

function setUpGate() {
  const clock = new VirtualClock();
  const told: string[] = [];
  const connection = {
    isOnline: true,
    requireHello: () => void told.push('hello'),
    doubt: () => void told.push('probe'),
  };
  const gate = new TimedGate(clock, connection, () => told.push(gate.isOpen ? 'resume' : 'closed'));
  return { clock, told, connection, gate };
}

it('is open while the connection is online', () => {
  const { connection, gate } = setUpGate();
  expect([gate.isOpen, gate.filled()]).toEqual([true, true]);
  connection.isOnline = false;
  expect([gate.isOpen, gate.filled()]).toEqual([false, false]);
});

it.each([
  [70, 70],
  [undefined, 1_000],
])('waits as long as the server asks for, or a second: %s', async (retryAfterMs, expected) => {
  const { clock, told, gate } = setUpGate();
  gate.deferred(new ChatError('BUSY', '', { retryAfterMs }));
  expect([gate.isOpen, gate.filled()]).toEqual([false, false]);
  await clock.advance(expected - 1);
  expect(gate.isOpen).toBe(false);
  await clock.advance(1);
  expect(told).toEqual(['resume']);
  expect(gate.isOpen).toBe(true);
});

it('waits for the last time that the server gave, and not after its end', async () => {
  const { clock, told, gate } = setUpGate();
  gate.deferred(new ChatError('BUSY', '', { retryAfterMs: 70 }));
  gate.deferred(new ChatError('BUSY', '', { retryAfterMs: 200 }));
  await clock.advance(199);
  expect(told).toEqual([]);
  await clock.advance(1);
  expect(told).toEqual(['resume']);
  gate.deferred(new ChatError('BUSY', '', { retryAfterMs: 70 }));
  gate.dispose();
  await clock.advance(1_000);
  expect(told).toEqual(['resume']);
  expect(clock.pending).toBe(0);
});

it('passes on what concerns the connection', () => {
  const { told, gate } = setUpGate();
  gate.emptied();
  gate.resumeRequired();
  gate.doubted();
  expect(told).toEqual(['hello', 'probe']);
});
