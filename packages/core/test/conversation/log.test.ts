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
});
