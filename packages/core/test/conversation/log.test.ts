import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Log } from '../../src/conversation/log.ts';
import type { WireMessage } from '../../src/protocol/entities.ts';

const message = (seq: number): WireMessage => ({
  seq,
  id: `m${seq}`,
  rev: 0,
  from: { kind: 'bot' },
  at: '2026-01-01T00:00:00.000Z',
  body: { type: 'text', text: String(seq), format: 'plain' },
});
const range = (from: number, to: number): WireMessage[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => message(from + index));

describe('Log', () => {
  it('ends in the same run, whatever the order, duplicates and splits in which a log arrives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.array(fc.nat(), { maxLength: 200 }),
        fc.infiniteStream(fc.nat()),
        (length, start, extra, picks) => {
          const base = Math.min(start, length);
          const log = new Log();
          const seen: number[] = log.reset('e', range(Math.max(1, base - 9), base)).map(({ seq }) => seq);
          // Every message at least once, some twice, in any order.
          const arrivals = [...range(1, length), ...extra.map((n) => message((n % length) + 1))];
          for (const pick of picks) {
            if (arrivals.length === 0) break;
            const [arrival] = arrivals.splice(pick % arrivals.length, 1);
            if (!arrival) continue;
            const merge = log.accept(arrival);
            if (merge.kind === 'next') seen.push(...merge.run.map(({ seq }) => seq));
          }
          const first = base === 0 ? 1 : Math.max(1, base - 9);
          expect(seen).toEqual(range(first, length).map(({ seq }) => seq));
          expect(log.head).toBe(length);
          expect(log.hasGap).toBe(false);
          expect(log.cursor).toEqual({ epoch: 'e', after: length, id: `m${length}` });
        },
      ),
    );
  });

  it('accepts overlapping history pages, once and without gaps (fault 34)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 80 }), fc.array(fc.tuple(fc.nat(90), fc.nat(30))), (length, pages) => {
        const log = new Log();
        log.reset('e', range(length, length));
        const held = [length];
        for (const [from, size] of [...pages, [1, length]] as [number, number][]) {
          const added = log.prepend(range(Math.max(1, from), Math.min(length, from + size))).map(({ seq }) => seq);
          held.unshift(...added);
          expect(held).toEqual(range(log.first, length).map(({ seq }) => seq));
        }
        expect(log.first).toBe(1);
      }),
    );
  });

  it('limits the number of messages held ahead of a gap', () => {
    const log = new Log();
    log.reset('e', range(1, 1));
    for (let seq = 5_000; seq > 3; seq -= 1) log.accept(message(seq));
    expect(log.hasGap).toBe(true);
    const merge = log.accept(message(2));
    expect(merge.kind).toBe('next');
    expect(log.head).toBe(2);
  });

  it('keeps 500 messages ahead of a gap, and shows them when it is filled', () => {
    const log = new Log();
    log.reset('e', range(1, 1));
    for (const ahead of range(3, 600)) log.accept(ahead);
    const merge = log.accept(message(2));
    expect(merge.kind === 'next' && merge.run.map(({ seq }) => seq)).toEqual(range(2, 502).map(({ seq }) => seq));
  });

  it('has no cursor before a page with messages was loaded', () => {
    const log = new Log();
    expect(log.cursor).toBeNull();
    log.accept(message(1));
    expect(log.cursor, 'of an unknown epoch').toBeNull();
    log.reset('e', []);
    expect(log.cursor, 'an empty log').toBeNull();
    log.reset('f', range(3, 4));
    expect(log).toMatchObject({ first: 3, head: 4, cursor: { epoch: 'f', after: 4, id: 'm4' } });
  });

  it('takes of a page with a hole the part after it, in whatever order the page is', () => {
    const log = new Log();
    const page = (...seqs: number[]) => seqs.map(message);
    const seqsOf = (messages: readonly WireMessage[]) => messages.map(({ seq }) => seq);
    expect(seqsOf(log.reset('e', page(9, 3, 11, 10, 9)))).toEqual([9, 10, 11]);
    expect(seqsOf(log.prepend(page(6, 8, 4, 7, 8)))).toEqual([6, 7, 8]);
    expect(log.first).toBe(6);
    expect(log.prepend(page(3, 4)), 'a page that does not reach the log').toEqual([]);
    expect(log.prepend([])).toEqual([]);
    expect(log).toMatchObject({ first: 6, head: 11 });
  });
});
