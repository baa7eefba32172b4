import type { OutboxRow } from '@connective-chat/core';
import { expect, test } from 'vitest';
import type { OutgoingBody } from '../../src/desk/store/desk-state.types.ts';
import { createDeskStorage } from '../../src/desk/store/desk-storage.ts';
import { MemoryStorage } from './support/memory-storage.ts';

const row = (cid: string, at = 0): OutboxRow<OutgoingBody> => ({
  cid,
  createdAt: at,
  order: at,
  emitted: false,
  params: {},
  body: { type: 'text', text: cid },
});

test('drafts and unconfirmed sends are stored per operator, and removed when they are done', async () => {
  const memory = new MemoryStorage();
  const ann = createDeskStorage(memory, 'ann', () => 0);
  ann.setDraft('a', 'half a sen');
  await ann.outbox('a').put('', row('two', 2));
  await ann.outbox('a').put('', row('one', 1));
  await ann.outbox('b').put('', row('other', 3));
  const again = createDeskStorage(memory, 'ann', () => 0);
  expect(again.draft('a')).toBe('half a sen');
  expect(again.conversationsWithSends()).toEqual(['a', 'b']);
  expect(await again.outbox('a').load('')).toMatchObject([row('one', 1), row('two', 2)]);
  expect(createDeskStorage(memory, 'bob', () => 0).conversationsWithSends()).toEqual([]);
  again.setDraft('a', '');
  await again.outbox('a').remove('', 'one');
  await again.outbox('a').remove('', 'two');
  await again.outbox('b').clear('');
  expect(memory.length).toBe(0);
});

test('entries older than a day and malformed entries are not sent', async () => {
  const memory = new MemoryStorage();
  const storage = createDeskStorage(memory, 'ann', () => 25 * 60 * 60 * 1000);
  await storage.outbox('a').put('', row('old', 0));
  memory.setItem('connective-desk:ann:out:junk', '{"cid":');
  expect(await storage.outbox('a').load('')).toEqual([]);
  expect(memory.length).toBe(0);
});

test('full or forbidden storage does not break the desk', () => {
  const broken = new MemoryStorage();
  broken.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(() => createDeskStorage(broken, 'ann', () => 0).setDraft('a', 'x')).not.toThrow();
  expect(createDeskStorage(null, 'ann', () => 0).conversationsWithSends()).toEqual([]);
});

test('the order of own dialogs and unread marks survive a reload', () => {
  const storage = new MemoryStorage();
  createDeskStorage(storage, 'ann', () => 0).setList('mine', ['b', 'a']);
  const reloaded = createDeskStorage(storage, 'ann', () => 0);
  expect(reloaded.list('mine')).toEqual(['b', 'a']);
  expect(reloaded.list('unread')).toEqual([]);
  expect(createDeskStorage(storage, 'bob', () => 0).list('mine')).toEqual([]);
});
