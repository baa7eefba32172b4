import { MessageRun } from '@connective-chat/core/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Correctable } from '../../src/conversation/correction.ts';

interface Message {
  readonly seq: number;
  readonly id: string;
  readonly text: string;
}

const textBody = (text: string) => ({ type: 'text', text, format: 'plain' }) as const;
const message = (seq: number, text = String(seq)): Message => ({ seq, id: `m${seq}`, text });
const page = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => message(from + index));
const seqs = ({ messages }: MessageRun<Message>) => messages.map(({ seq }) => seq);

function runOf(from: number, to: number, more = true): MessageRun<Message> {
  const run = new MessageRun<Message>();
  run.load('e', page(from, to), more);
  return run;
}

test('joins a newest page that touches or overlaps, and puts older pages in front', () => {
  const run = runOf(5, 9);
  run.load('e', page(8, 12), true);
  run.load('e', page(13, 14), true);
  run.prepend(page(1, 4), false);
  expect(seqs(run)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  expect(run.more).toBe(false);
});

test('a repeated message replaces the stored one', () => {
  const run = runOf(1, 2);
  expect(run.accept(message(1, 'erased'))).toBe('known');
  run.load('e', [message(2, 'new address')], false);
  expect(run.messages.map(({ text }) => text)).toEqual(['erased', 'new address']);
});

test('never shows a gap: of two disjoint pages the newest stays, and a message that is ahead waits', () => {
  const run = runOf(1, 3);
  expect(run.accept(message(5))).toBe('ahead');
  expect(seqs(run)).toEqual([1, 2, 3]);
  run.join([message(4)]);
  expect(seqs(run)).toEqual([1, 2, 3, 4, 5]);
  run.load('e', page(9, 11), true);
  expect(seqs(run)).toEqual([9, 10, 11]);
  run.prepend(page(1, 3), false);
  expect(seqs(run)).toEqual([9, 10, 11]);
});

test('a new epoch replaces the run', () => {
  const run = runOf(1, 5);
  run.load('f', page(4, 6), true);
  expect(seqs(run)).toEqual([4, 5, 6]);
});

test('a page overtaken by a push removes nothing', () => {
  const run = runOf(1, 5);
  run.accept(message(6));
  run.load('e', page(2, 5), true);
  expect(seqs(run)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('any pages and messages, in any order and repeated, form one ascending run', () => {
  const step = fc.tuple(
    fc.constantFrom('load', 'join', 'prepend'),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 0, max: 20 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const run = new MessageRun<Message>();
      for (const [kind, from, size] of steps) {
        const items = page(from, from + size);
        if (kind === 'load') run.load('e', items, true);
        else if (kind === 'join') run.join(items);
        else run.prepend(items, true);
      }
      const first = run.messages[0]?.seq ?? 1;
      expect(seqs(run)).toEqual(run.messages.map((_, index) => first + index));
    }),
  );
});

test('a correction changes its message, also if it arrives first, and the later of two wins', () => {
  const said = (seq: number, words: string) => ({ seq, id: `m${seq}`, at: `at ${seq}`, body: textBody(words) });
  const edit = (seq: number, messageId: string, words: string) => ({
    seq,
    id: `m${seq}`,
    at: `at ${seq}`,
    body: { type: 'edit', messageId, body: textBody(words) } as const,
  });
  const run = new MessageRun<ReturnType<typeof said> | ReturnType<typeof edit> | Correctable>();
  run.load('e', [said(4, 'four'), edit(5, 'm2', 'two, corrected')], true);
  run.accept(edit(6, 'm4', 'four, corrected'));
  run.prepend([said(1, 'one'), said(2, 'two'), edit(3, 'm2', 'two, corrected first')], false);
  const words = () => run.messages.map(({ body }) => (body?.type === 'text' ? body.text : body?.type));
  expect(words()).toEqual(['one', 'two, corrected', 'edit', 'four, corrected', 'edit', 'edit']);
  expect(run.messages[3]).toMatchObject({ id: 'm4', edited: 'at 6' });
  run.accept({ seq: 7, id: 'm7', body: { type: 'erase', messageId: 'm4' } });
  expect(run.messages[3]).toMatchObject({ body: { type: 'erased' } });
});
