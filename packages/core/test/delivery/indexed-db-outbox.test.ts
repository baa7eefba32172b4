import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { createIndexedDbOutbox } from '../../src/delivery/indexed-db-outbox.ts';
import { createLazyOutbox } from '../../src/delivery/lazy-outbox.ts';
import { createMemoryOutbox } from '../../src/delivery/memory-outbox.ts';
import type { OutboxRow } from '../../src/delivery/outbox.types.ts';

const row = (cid: string, order = 1): OutboxRow => ({
  cid,
  body: { type: 'text', text: cid, format: 'plain' },
  params: { plan: 'pro' },
  createdAt: 1,
  order,
  emitted: false,
});

describe.each([
  ['memory', createMemoryOutbox],
  ['IndexedDB', () => createIndexedDbOutbox()],
  ['IndexedDB, loaded with the first use', createLazyOutbox],
])('an outbox in %s', (name, create) => {
  it('keeps entries per visitor until they are removed', async () => {
    const storage = create();
    const mine = `${name}:a`;
    await storage.put(mine, row('1'));
    await storage.put(mine, { ...row('2'), failure: { code: 'BLOCKED', message: 'no', retryable: false } });
    await storage.put(`${mine}b`, row('other'));
    await storage.put(mine, { ...row('1'), emitted: true });
    expect(await storage.load(mine)).toEqual([
      { ...row('1'), emitted: true },
      { ...row('2'), failure: { code: 'BLOCKED', message: 'no', retryable: false } },
    ]);
    await storage.put(mine, { ...row('3', 3), queued: true });
    expect(await storage.load(mine), 'also of what waits for an answer').toContainEqual({
      ...row('3', 3),
      queued: true,
    });
    await storage.remove(mine, '3');
    await storage.remove(mine, '1');
    expect((await storage.load(mine)).map(({ cid }) => cid)).toEqual(['2']);
    await storage.clear(mine);
    expect(await storage.load(mine)).toEqual([]);
    expect(await storage.load(`${mine}b`)).toHaveLength(1);
  });
});

describe('IndexedDB', () => {
  it('keeps entries after the page is closed', async () => {
    await createIndexedDbOutbox().put('page', row('kept'));
    expect(await createIndexedDbOutbox().load('page')).toEqual([row('kept')]);
    expect(createIndexedDbOutbox().durability).toBe('persistent');
  });

  it('that is loaded with the first use keeps them as well, and says when it no longer does', async () => {
    const storage = createLazyOutbox();
    expect(storage.durability, 'before the first use').toBe('persistent');
    await storage.put('lazy page', row('kept'));
    expect(await createLazyOutbox().load('lazy page')).toEqual([row('kept')]);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await storage.put('lazy page', row('lost'));
    put.mockRestore();
    expect(storage.durability).toBe('memory');
  });

  it('is opened once for all clients of a page, because open connections are not garbage-collected', async () => {
    const open = vi.spyOn(indexedDB, 'open');
    await Promise.all(['a', 'b', 'c'].map((name) => createIndexedDbOutbox().load(name)));
    expect(open.mock.calls.length).toBeLessThanOrEqual(1);
    open.mockRestore();
  });

  it('fault 37: ignores corrupt data and starts', async () => {
    const storage = createIndexedDbOutbox();
    await storage.put('junk', row('good'));
    const db = await openDB('connective-chat', 1);
    for (const [cid, junk] of [
      ['a', null],
      ['b', 'text'],
      ['c', { cid: 7 }],
      ['d', { ...row('d'), body: { type: 9 } }],
      ['e', { ...row('e'), params: { nested: {} } }],
    ] as const) {
      await db.put('outbox', junk, ['junk', cid]);
    }
    expect((await storage.load('junk')).map(({ cid }) => cid)).toEqual(['good']);
    expect(await db.count('outbox', IDBKeyRange.bound(['junk'], ['junk', []]))).toBe(1);
    db.close();
  });

  it('fault 35: continues in memory when the disk is full, and reports it', async () => {
    const causes: unknown[] = [];
    const storage = createIndexedDbOutbox((cause) => causes.push(cause));
    await storage.put('full', row('before'));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await storage.put('full', row('after'));
    put.mockRestore();
    expect(storage.durability).toBe('memory');
    expect(causes).toHaveLength(1);
    expect((await storage.load('full')).map(({ cid }) => cid)).toEqual(['after']);
    await storage.put('full', row('more'));
    await storage.remove('full', 'after');
    expect((await storage.load('full')).map(({ cid }) => cid)).toEqual(['more']);
    await storage.clear('full');
    expect(await storage.load('full')).toEqual([]);
  });

  it('treats only committed entries as stored', async () => {
    const causes: unknown[] = [];
    const storage = createIndexedDbOutbox((cause) => causes.push(cause));
    const original = IDBObjectStore.prototype.put;
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = original.apply(this, args);
      // A full disk that is detected at the commit, after the request itself has succeeded.
      request.addEventListener('success', () => this.transaction.abort());
      return request;
    });
    await storage.put('late', row('after'));
    put.mockRestore();
    expect(causes).toHaveLength(1);
    expect((await storage.load('late')).map(({ cid }) => cid)).toEqual(['after']);
  });

  it('lets a newer version of the page upgrade the database, and continues', async () => {
    const name = 'connective-chat';
    const causes: unknown[] = [];
    const storage = createIndexedDbOutbox((cause) => causes.push(cause));
    await storage.put('old', row('x'));
    await deleteDB(name);
    await storage.put('new', row('y'));
    expect(causes).toEqual([]);
    expect((await storage.load('new')).map(({ cid }) => cid)).toEqual(['y']);
    expect(storage.durability).toBe('persistent');
  });

  it('fault 36: works without IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const storage = createLazyOutbox();
    expect(storage.durability, 'before the first use, so that a UI can say it').toBe('memory');
    expect(createIndexedDbOutbox().durability).toBe('memory');
    await storage.put('none', row('x'));
    expect(storage.durability).toBe('memory');
    expect(await storage.load('none')).toHaveLength(1);
    vi.unstubAllGlobals();
  });
});
