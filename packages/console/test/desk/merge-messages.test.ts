import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OperatorMessage } from '../../src/desk/store/desk-state.types.ts';
import { mergeMessages } from '../../src/desk/store/merge-messages.ts';

const message = (seq: number, text = String(seq)): OperatorMessage => ({
  seq,
  id: `m${seq}`,
  rev: 0,
  from: { kind: 'visitor' },
  at: '2026-01-01T00:00:00.000Z',
  body: { type: 'text', text, format: 'plain' },
});
const run = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => message(from + i));
const seqs = (messages: readonly OperatorMessage[]) => messages.map(({ seq }) => seq);

test('pages that touch or overlap become one run, whichever comes first', () => {
  expect(seqs(mergeMessages(run(5, 9), run(1, 4)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(seqs(mergeMessages(run(1, 6), run(4, 9)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(seqs(mergeMessages([], run(3, 4)))).toEqual([3, 4]);
  expect(seqs(mergeMessages(run(3, 4), []))).toEqual([3, 4]);
});

test('what came again replaces what was held', () => {
  const [erased] = mergeMessages(run(1, 2), [message(1, 'erased')]);
  expect(erased?.body).toMatchObject({ text: 'erased' });
});

test('a hole is never shown: of two pages apart the newer one stays', () => {
  expect(seqs(mergeMessages(run(1, 3), run(7, 9)))).toEqual([7, 8, 9]);
  expect(seqs(mergeMessages(run(7, 9), run(1, 3)))).toEqual([7, 8, 9]);
});

test('any cut of a log, in any order, with repeats, is one rising run', () => {
  const page = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 20 }));
  fc.assert(
    fc.property(fc.array(page, { maxLength: 12 }), (pages) => {
      let held: readonly OperatorMessage[] = [];
      for (const [from, size] of pages) held = mergeMessages(held, run(from, from + size));
      const first = held[0]?.seq ?? 1;
      expect(seqs(held)).toEqual(held.map((_, index) => first + index));
    }),
  );
});
