import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { decodePart, encodeBatch } from '../src/cluster/node-batch.ts';
import { NodeInbox } from '../src/cluster/node-inbox.ts';
import { NodeOutbox } from '../src/cluster/node-outbox.ts';
import { NodePresence } from '../src/cluster/node-presence.ts';

afterEach(() => vi.useRealTimers());

/** An outbox and an inbox, connected by `notify` in place of the database. */
function join(notify: (deliver: () => void) => Promise<void> = async (deliver) => deliver(), maxBytes = 100_000) {
  const heard: unknown[] = [];
  const batches: number[] = [];
  const missed = vi.fn<() => void>();
  const onDropped = vi.fn<(count: number) => void>();
  const others = vi.fn<() => void>();
  const alone = { is: false };
  const inbox = new NodeInbox({
    own: 'bb',
    onOwn: () => {},
    onOther: others,
    onMessage: (message) => heard.push(message),
    onMissed: missed,
  });
  const outbox = new NodeOutbox({
    sender: 'aa',
    maxBytes,
    isAlone: () => alone.is,
    onDropped,
    notify: (parts) => {
      batches.push(parts.length);
      return notify(() => {
        for (const part of parts) inbox.receive(part);
      });
    },
  });
  return { outbox, inbox, heard, batches, missed, onDropped, others, alone };
}

test('any batch arrives unchanged, in notifications within Postgres’ size limit', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 9000 }), { minLength: 1, maxLength: 4 }), (values) => {
      const parts = encodeBatch(
        'aa',
        7,
        values.map((value) => JSON.stringify(value)),
      );
      for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThan(8000);
      expect(new Set(parts).size, 'Postgres drops equal ones').toBe(parts.length);
      const texts = parts.map((part) => decodePart(part)?.text);
      expect(JSON.parse(texts.join(''))).toEqual(values);
    }),
    { numRuns: 60 },
  );
});

test('pushes added while a batch is being sent go into one next batch', async () => {
  let finish = () => {};
  const { outbox, heard, batches } = join(async (deliver) => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    deliver();
  });
  for (let n = 0; n < 50; n += 1) outbox.add({ n }, true);
  await vi.waitFor(() => expect(batches).toHaveLength(1), { timeout: 20_000 });
  for (let n = 50; n < 500; n += 1) outbox.add({ n }, true);
  finish();
  await vi.waitFor(() => expect(batches).toHaveLength(2), { timeout: 20_000 });
  finish();
  await vi.waitFor(() => expect(heard).toHaveLength(500), { timeout: 20_000 });
  expect(heard).toEqual(Array.from({ length: 500 }, (_, n) => ({ n })));
  expect(batches).toHaveLength(2);
});

test('a failed batch is retried, and delivered once even if it had arrived', async () => {
  vi.useFakeTimers();
  let fails = 2;
  const { outbox, heard, batches, missed } = join(async (deliver) => {
    fails -= 1;
    // The first attempt is not delivered; the second is delivered but reported as failed.
    if (fails < 1) deliver();
    if (fails >= 0) throw new Error('lost');
  });
  outbox.add({ n: 1 }, true);
  await vi.advanceTimersByTimeAsync(0);
  expect(outbox.isFailing).toBe(true);
  outbox.add({ n: 2 }, true);
  await vi.advanceTimersByTimeAsync(5000);
  expect(outbox.isFailing).toBe(false);
  expect(batches).toHaveLength(4);
  expect(heard).toEqual([{ n: 1 }, { n: 2 }]);
  expect(missed).not.toHaveBeenCalled();
});

test('beyond the limit pushes are dropped and counted, requests are kept, and the receiver detects the loss', async () => {
  let arrive = () => {};
  const blocked = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const { outbox, heard, missed, onDropped } = join(async (deliver) => {
    await blocked;
    deliver();
  }, 1000);
  outbox.add({ n: 0 }, true);
  // Now the first batch is being sent.
  await Promise.resolve();
  await Promise.resolve();
  outbox.add({ request: 'kept' }, false);
  const text = 'x'.repeat(290);
  for (let n = 1; n <= 4; n += 1) outbox.add({ n, text }, true);
  expect(onDropped.mock.calls).toEqual([[3]]);
  arrive();
  await vi.waitFor(() => expect(heard).toHaveLength(3), { timeout: 20_000 });
  expect(heard).toEqual([{ n: 0 }, { request: 'kept' }, { n: 4, text }]);
  expect(missed).toHaveBeenCalledTimes(1);
});

test('a node that is alone sends no pushes, and one that starts then detects that it has missed some', async () => {
  const { outbox, heard, batches, missed, others, alone } = join();
  outbox.add({ heartbeat: 1 }, false);
  await vi.waitFor(() => expect(heard).toHaveLength(1), { timeout: 20_000 });
  alone.is = true;
  for (let n = 0; n < 5; n += 1) outbox.add({ n }, true);
  outbox.add({ heartbeat: 2 }, false);
  await vi.waitFor(() => expect(heard).toHaveLength(2), { timeout: 20_000 });
  expect(heard).toEqual([{ heartbeat: 1 }, { heartbeat: 2 }]);
  expect(batches).toEqual([1, 1]);
  expect(missed).toHaveBeenCalledTimes(1);
  alone.is = false;
  outbox.add({ n: 5 }, true);
  await vi.waitFor(() => expect(heard).toHaveLength(3), { timeout: 20_000 });
  expect(missed).toHaveBeenCalledTimes(1);
  expect(others).toHaveBeenCalledTimes(3);
});

test('a node is alone only after it has heard itself and nobody else for a while', () => {
  let now = 0;
  const presence = new NodePresence(() => now);
  /** Lets time pass, with a heartbeat of this node every 5 s. */
  const pass = (seconds: number, isHeard = true) => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      if (isHeard && second % 5 === 0) presence.heardSelf();
    }
  };
  pass(20, false);
  expect(presence.isAlone, 'it does not hear itself').toBe(false);
  pass(10);
  expect(presence.isAlone, 'not for long enough').toBe(false);
  pass(10);
  expect(presence.isAlone).toBe(true);
  presence.heardOther();
  expect(presence.isAlone, 'there is another one').toBe(false);
  pass(10);
  expect(presence.isAlone, 'which may be slow').toBe(false);
  pass(10);
  expect(presence.isAlone).toBe(true);
  presence.missed();
  expect(presence.isAlone, 'its connection was lost').toBe(false);
  pass(10);
  expect(presence.isAlone).toBe(false);
  pass(10);
  expect(presence.isAlone).toBe(true);
  pass(20, false);
  expect(presence.isAlone, 'its own heartbeats no longer arrive').toBe(false);
  presence.heardSelf();
  expect(presence.isAlone, 'and what came in between is unknown').toBe(false);
});

test('missing first batches of a node are detected as a loss, and a node ignores its own', () => {
  const { inbox, heard, missed } = join();
  const send = (sender: string, batch: number) => {
    for (const part of encodeBatch(sender, batch, [JSON.stringify(`${sender} ${batch}`)])) inbox.receive(part);
  };
  send('bb', 1);
  send('aa', 1);
  send('cc', 12);
  send('cc', 13);
  send('aa', 2);
  send('aa', 4);
  inbox.receive('of another application');
  expect(heard).toEqual(['aa 1', 'cc 12', 'cc 13', 'aa 2', 'aa 4']);
  expect(missed).toHaveBeenCalledTimes(2);
});

test('a batch with a missing start is discarded, and the next one is read', () => {
  const { inbox, heard, missed } = join();
  const large = encodeBatch('aa', 1, [JSON.stringify('x'.repeat(20_000))]);
  for (const part of large.slice(1)) inbox.receive(part);
  for (const part of encodeBatch('aa', 2, ['"next"'])) inbox.receive(part);
  expect(heard).toEqual(['next']);
  expect(missed).toHaveBeenCalledTimes(1);
});
