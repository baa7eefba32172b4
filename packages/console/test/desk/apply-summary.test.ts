import { expect, test } from 'vitest';
import { applySummary } from '../../src/desk/store/apply-summary.ts';
import type { DialogSummary } from '../../src/desk/store/desk-state.types.ts';
import { initialState } from '../../src/desk/store/initial-state.ts';
import { summaryOf } from './support/summary-of.ts';

const me = { id: 'ann', name: 'Ann', role: 'operator', presence: 'online', dialogs: 0 } as const;
const start = { ...initialState, me };
const owned = (id: string): Partial<DialogSummary['dialog']> => ({ status: 'operator', operator: { id, name: id } });

function after(...summaries: DialogSummary[]) {
  let state = start;
  for (const summary of summaries) state = { ...state, ...applySummary(state, summary) };
  return state;
}

test('the queue is sorted by waiting time, whatever the order of updates', () => {
  const late = summaryOf('late', { queuedAt: '2026-01-01T00:02:00.000Z' });
  const early = summaryOf('early', { queuedAt: '2026-01-01T00:01:00.000Z' });
  expect(after(late, early).queue).toEqual(['early', 'late']);
});

test('taken by me a dialog moves to mine, taken by a colleague it leaves both, closed it leaves mine', () => {
  const waiting = summaryOf('a');
  expect(after(waiting, summaryOf('a', { rev: 2, ...owned('ann') }))).toMatchObject({ queue: [], mine: ['a'] });
  expect(after(waiting, summaryOf('a', { rev: 2, ...owned('bob') }))).toMatchObject({ queue: [], mine: [] });
  const closed = summaryOf('a', { rev: 3, status: 'closed' });
  expect(after(waiting, summaryOf('a', { rev: 2, ...owned('ann') }), closed)).toMatchObject({ queue: [], mine: [] });
});

test('a stale update changes nothing and returns the same state', () => {
  const state = after(summaryOf('a', { rev: 2, ...owned('ann') }));
  expect(applySummary(state, summaryOf('a', { rev: 1 }))).toBe(state);
});

test('with equal revisions the longer log is newer, and the read position never goes back', () => {
  const state = after(summaryOf('a', { head: 4, read: { visitor: 0, operator: 4 }, unread: 0 }));
  expect(applySummary(state, summaryOf('a', { head: 3, unread: 2 }))).toBe(state);
  expect(applySummary(state, summaryOf('a', { head: 4, read: { visitor: 0, operator: 2 }, unread: 2 }))).toBe(state);
  expect(applySummary(state, summaryOf('a', { head: 5, unread: 1 })).summaries.get('a')).toMatchObject({ unread: 1 });
});

test('mine keeps its order when other dialogs get messages', () => {
  const state = after(
    summaryOf('a', owned('ann')),
    summaryOf('b', owned('ann')),
    summaryOf('a', { head: 9, ...owned('ann') }),
  );
  expect(state.mine).toEqual(['a', 'b']);
});
