import { afterAll } from 'vitest';

/*
 * StrykerJS ends a mutant as endless when its code has run a hundred times as often as in all tests together. On the
 * virtual clock this takes half a minute, so here ten times is enough.
 */

const STRICTER = 10;

const counts = (globalThis as { __stryker__?: { hitCount?: number; hitLimit?: number } }).__stryker__;

if (counts?.hitLimit !== undefined) {
  const limit = Math.ceil(counts.hitLimit / STRICTER);
  counts.hitLimit = limit;
  // StrykerJS compares the count with its own limit.
  afterAll(() => {
    if ((counts.hitCount ?? 0) > limit) counts.hitCount = (counts.hitCount ?? 0) * STRICTER;
  });
}
