import { describe, expect, it, vi } from 'vitest';
import { createMemoryOutbox } from '../../src/delivery/memory-outbox.ts';
import { Outbox, sizeOf } from '../../src/delivery/outbox.ts';
import type { OutboxRow, OutboxStorage } from '../../src/delivery/outbox.types.ts';
import { readRow } from '../../src/delivery/read-row.ts';
import { Batch } from '../../src/lib/reactive.ts';
import { settle } from '../../src/testing/virtual-clock.ts';

const text = (content: string) => ({ type: 'text', text: content, format: 'plain' }) as const;
const FAILURE = { code: 'BLOCKED', message: 'no', retryable: false };
const stored = (cid: string, order: number, more: Partial<OutboxRow> = {}): OutboxRow => ({
  ...{ cid, body: text(cid), params: {}, createdAt: order, order, emitted: false },
  ...more,
});

/** An outbox with the storage of a visitor `me`, which has the given entries. */
async function setUpOutbox(...rows: OutboxRow[]) {
  const memory = createMemoryOutbox();
  for (const row of rows) await memory.put('me', row);
  const storage = { ...memory, put: vi.fn(memory.put), remove: vi.fn(memory.remove), clear: vi.fn(memory.clear) };
  const outbox = new Outbox(storage, new Batch());
  const write = (cid: string, at: number, queued = false) => outbox.add(cid, text(cid), {}, at, queued);
  const changes = () => outbox.version.get();
  const order = () => outbox.rows.map(({ cid }) => cid);
  return { memory, storage, outbox, write, changes, order };
}

describe('an outbox', () => {
  it('has its entries in the order of writing, whatever the clock says', async () => {
    const { outbox, write, order } = await setUpOutbox();
    write('first', 1_000);
    write('second', 1);
    expect(write('third', 1_000).order).toBe(1_002);
    expect(write('fourth', 9_000).order).toBe(9_000);
    expect(order()).toEqual(['first', 'second', 'third', 'fourth']);
    expect(outbox.next?.cid).toBe('first');
    expect(outbox.rows[0]).toEqual({
      ...{ cid: 'first', body: text('first'), params: {}, createdAt: 1_000, order: 1_000, emitted: false },
    });
  });

  it('sorts what was stored in between, and by id what has the same place', async () => {
    const { outbox, write, order } = await setUpOutbox(
      stored('d', 7),
      stored('b', 5),
      stored('c', 5),
      stored('a', 5),
      stored('early', 1),
      stored('f', 8),
      stored('e', 8),
    );
    expect((await outbox.load('me')).map(({ cid }) => cid)).toEqual(['d', 'b', 'c', 'a', 'early', 'f', 'e']);
    expect(order()).toEqual(['early', 'a', 'b', 'c', 'd', 'e', 'f']);
    expect(write('late', 2).order, 'after everything that was stored').toBe(9);
  });

  it('leaves out failed entries when it is asked what to send', async () => {
    const { outbox, write } = await setUpOutbox();
    write('a', 1);
    write('b', 2);
    outbox.fail('a', FAILURE);
    expect(outbox.next?.cid).toBe('b');
    expect(outbox.pending).toEqual(['b']);
    expect(outbox.find('a')?.failure).toEqual(FAILURE);
    outbox.fail('nobody', FAILURE);
    expect(outbox.rows).toHaveLength(2);
  });

  it('tells of each change that a visitor can see, and only of those', async () => {
    const { outbox, write, changes } = await setUpOutbox();
    let before = changes();
    const changed = (): boolean => {
      const is = changes() !== before;
      before = changes();
      return is;
    };
    write('a', 1);
    expect(changed()).toBe(true);
    outbox.markEmitted('a');
    expect(changed(), 'an entry that is shown as a message already').toBe(false);
    write('q', 2, true);
    expect(outbox.queued?.cid).toBe('q');
    before = changes();
    outbox.markEmitted('q');
    expect(changed()).toBe(true);
    expect(outbox.queued).toBeUndefined();
    outbox.fail('a', FAILURE);
    expect(changed()).toBe(true);
    outbox.remove('nobody');
    expect(changed()).toBe(false);
    outbox.remove('a');
    expect(changed()).toBe(true);
    await outbox.wipe();
    expect(changed()).toBe(true);
  });

  it('marks an entry as sent once, and what waited for a turn waits no longer', async () => {
    const { storage, outbox, write } = await setUpOutbox();
    await outbox.load('me');
    write('q', 1, true);
    expect(outbox.rows[0]).toMatchObject({ queued: true, emitted: false });
    outbox.markEmitted('q');
    outbox.markEmitted('q');
    outbox.markEmitted('nobody');
    expect(outbox.rows[0]).toMatchObject({ emitted: true, queued: undefined });
    expect(storage.put.mock.calls.map(([, row]) => row.emitted)).toEqual([false, true]);
  });

  it('fails what waited for a turn without leaving it waiting', async () => {
    const { outbox, write } = await setUpOutbox();
    write('q', 1, true);
    outbox.fail('q', FAILURE);
    expect(outbox.queued).toBeUndefined();
    expect(outbox.find('q')).toMatchObject({ failure: FAILURE });
  });

  it('moves a failed entry to the end when it is sent again', async () => {
    const { storage, outbox, write, order } = await setUpOutbox();
    await outbox.load('me');
    write('a', 1);
    write('b', 2);
    expect(outbox.revive('a', 9), 'it has not failed').toBeUndefined();
    expect(outbox.revive('nobody', 9)).toBeUndefined();
    outbox.fail('a', FAILURE);
    storage.put.mockClear();
    expect(outbox.revive('a', 9)).toEqual(stored('a', 9));
    expect(order()).toEqual(['b', 'a']);
    expect(storage.put.mock.calls).toEqual([['me', stored('a', 9)]]);
    outbox.fail('a', FAILURE);
    expect(outbox.revive('a', 3)?.order, 'also by a clock that was set back').toBe(10);
    outbox.fail('b', FAILURE);
    expect(outbox.revive('b', 11)?.order).toBe(11);
  });

  it('has room for a number of entries and of bytes, counted without what was removed', async () => {
    const { outbox, write } = await setUpOutbox();
    for (let index = 0; index < 49; index += 1) write(`${index}`, index);
    expect(outbox.isFull).toBe(false);
    expect(outbox.hasRoomFor(1)).toBe(true);
    write('last', 50);
    expect(outbox.isFull).toBe(true);
    expect(outbox.hasRoomFor(1)).toBe(false);
    outbox.remove('last');
    expect(outbox.hasRoomFor(1)).toBe(true);

    const { outbox: large } = await setUpOutbox();
    const body = text('x'.repeat(300 * 1024));
    const left = 512 * 1024 - sizeOf(body);
    large.add('large', body, {}, 1);
    expect(large.hasRoomFor(left)).toBe(true);
    expect(large.hasRoomFor(left + 1)).toBe(false);
    large.remove('large');
    expect(large.hasRoomFor(512 * 1024)).toBe(true);
    expect(large.hasRoomFor(512 * 1024 + 1)).toBe(false);
    large.add('large', body, {}, 1);
    await large.wipe();
    expect(large.hasRoomFor(512 * 1024)).toBe(true);
  });
});

describe('the storage of an outbox', () => {
  it('gets what was written before the visitor was known, and nothing twice', async () => {
    const { storage, outbox, write, order } = await setUpOutbox(stored('earlier', 1));
    write('before', 5);
    outbox.remove('nobody');
    expect(storage.put).not.toHaveBeenCalled();
    expect((await outbox.load('me')).map(({ cid }) => cid)).toEqual(['earlier']);
    expect(storage.put.mock.calls.map(([name, { cid }]) => [name, cid])).toEqual([['me', 'before']]);
    expect(await outbox.load('me'), 'nothing is new').toEqual([]);
    expect(storage.put).toHaveBeenCalledTimes(1);
    expect(order()).toEqual(['earlier', 'before']);
    write('after', 9);
    expect(storage.put).toHaveBeenLastCalledWith('me', stored('after', 9));
  });

  it('has an answer for the visitor of before that is ignored', async () => {
    const { outbox, order } = await setUpOutbox(stored('mine', 1));
    const first = outbox.load('me');
    const second = outbox.load('other');
    expect([await first, await second]).toEqual([[], []]);
    expect(order()).toEqual([]);
  });

  it('loses what is removed, and all of a visitor who leaves', async () => {
    const { memory, storage, outbox, write, order } = await setUpOutbox();
    write('unknown visitor', 1);
    outbox.remove('unknown visitor');
    await outbox.wipe();
    expect([storage.remove.mock.calls, storage.clear.mock.calls]).toEqual([[], []]);
    await outbox.load('me');
    write('a', 2);
    write('b', 3);
    expect(outbox.remove('a')?.cid).toBe('a');
    expect(outbox.remove('a')).toBeUndefined();
    await settle();
    expect((await memory.load('me')).map(({ cid }) => cid)).toEqual(['b']);
    await outbox.wipe();
    expect(await memory.load('me')).toEqual([]);
    expect(order()).toEqual([]);
    write('c', 4);
    expect(storage.put, 'of nobody any longer').not.toHaveBeenCalledWith('me', stored('c', 4));
  });

  it('says whether another tab has removed an entry', async () => {
    const { memory, outbox, write } = await setUpOutbox();
    write('a', 1);
    expect(await outbox.isStored('a'), 'nothing is known of the storage').toBe(true);
    await outbox.load('me');
    write('b', 2);
    await settle();
    await memory.remove('me', 'a');
    expect(await outbox.isStored('a')).toBe(false);
    expect(await outbox.isStored('b')).toBe(true);
  });

  it('is given up with its first failure, and nothing is lost', async () => {
    for (const broken of ['load', 'put', 'remove', 'clear'] as const) {
      const storage: OutboxStorage = {
        ...createMemoryOutbox(),
        durability: 'persistent',
        [broken]: () => Promise.reject(new Error('QuotaExceededError')),
      };
      const outbox = new Outbox(storage, new Batch());
      expect(outbox.durability).toBe('persistent');
      await outbox.load('me');
      outbox.add('a', text('a'), {}, 1);
      await settle();
      if (broken === 'remove') outbox.remove('a');
      if (broken === 'clear') await outbox.wipe();
      const before = outbox.version.get();
      await settle();
      if (broken === 'remove') expect(outbox.version.get(), 'the page is told').toBeGreaterThan(before);
      expect(outbox.durability, broken).toBe('memory');
      await storage.clear('me').catch(() => {});
      expect(await outbox.isStored('a'), 'a message must not be lost').toBe(true);
    }
  });

  it('that fails while it is asked for an entry has not lost it', async () => {
    const memory = createMemoryOutbox();
    let isBroken = false;
    const load: OutboxStorage['load'] = (name) => (isBroken ? Promise.reject(new Error('gone')) : memory.load(name));
    const outbox = new Outbox({ ...memory, load }, new Batch());
    await outbox.load('me');
    isBroken = true;
    expect(await outbox.isStored('a')).toBe(true);
  });
});

describe('a stored entry', () => {
  const row = stored('a', 1, { params: { plan: 'pro', seats: 3, trial: true } });

  it('is read with all it has', () => {
    for (const more of [{}, { queued: true }, { failure: FAILURE }] as const) {
      expect(readRow({ ...row, ...more })).toEqual({ ...row, ...more });
    }
  });

  it.each([
    ['cid', 7],
    ['body', { type: 9 }],
    ['body', null],
    ['params', { nested: {} }],
    ['createdAt', '1'],
    ['order', null],
    ['emitted', 'yes'],
    ['queued', false],
    ['failure', {}],
    ['failure', { ...FAILURE, code: 1 }],
    ['failure', { ...FAILURE, message: 1 }],
    ['failure', { ...FAILURE, retryable: 1 }],
  ])('with a damaged %s is none', (name, value) => {
    expect(readRow({ ...row, [name]: value })).toBeUndefined();
  });
});
