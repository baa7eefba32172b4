import { expect, test } from 'vitest';
import type { Outgoing } from '../../src/desk/store/desk-state.types.ts';
import { createDeskStorage } from '../../src/desk/store/desk-storage.ts';
import { MemoryStorage } from './support/memory-storage.ts';

const row = (cid: string, at = 0): Outgoing => ({
  cid,
  conversation: 'a',
  at,
  body: { type: 'text', text: cid },
  state: 'failed',
});

test('drafts and unconfirmed sends survive, per operator, and are gone when they are done', () => {
  const memory = new MemoryStorage();
  const ann = createDeskStorage(memory, 'ann', () => 0);
  ann.setDraft('a', 'half a sen');
  ann.keep(row('two', 2));
  ann.keep(row('one', 1));
  const again = createDeskStorage(memory, 'ann', () => 0);
  expect(again.draft('a')).toBe('half a sen');
  expect(again.outgoing().map(({ cid, state }) => [cid, state])).toEqual([
    ['one', 'pending'],
    ['two', 'pending'],
  ]);
  expect(createDeskStorage(memory, 'bob', () => 0).outgoing()).toEqual([]);
  again.setDraft('a', '');
  again.forget('one');
  again.forget('two');
  expect(memory.length).toBe(0);
});

test('what is a day old, or is no send at all, is not sent', () => {
  const memory = new MemoryStorage();
  const storage = createDeskStorage(memory, 'ann', () => 25 * 60 * 60 * 1000);
  storage.keep(row('old', 0));
  memory.setItem('connective-desk:ann:out:junk', '{"cid":');
  expect(storage.outgoing()).toEqual([]);
  expect(memory.length).toBe(0);
});

test('storage that is full or forbidden stops nobody', () => {
  const broken = new MemoryStorage();
  broken.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(() => createDeskStorage(broken, 'ann', () => 0).setDraft('a', 'x')).not.toThrow();
  expect(createDeskStorage(null, 'ann', () => 0).outgoing()).toEqual([]);
});
