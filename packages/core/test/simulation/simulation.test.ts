import * as core from '@connective-chat/core';
import * as testing from '@connective-chat/core/testing';
import { expect, it } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { simulate } from './simulate.ts';

/**
 * `SEED=7 npx vitest …` replays one run; `SEEDS=200000` plays that many, as `npm run chaos` does, from the seed
 * `SEEDS_FROM` on. Seeds that are known to find a defect are always played.
 */
const first = Number(process.env.SEEDS_FROM ?? 0);
const seeds = process.env.SEED
  ? [Number(process.env.SEED)]
  : [
      ...new Set([
        ...Array.from({ length: Number(process.env.SEEDS ?? 150) }, (_, index) => first + index),
        ...MUTANTS.map(({ seed }) => seed),
      ]),
    ];

it(`holds the invariants in ${seeds.length} random runs`, { timeout: 3_600_000 }, async () => {
  for (const seed of seeds) {
    const { violations } = await simulate(seed, { core, testing });
    expect(violations, `SEED=${seed} replays it`).toEqual([]);
  }
});
