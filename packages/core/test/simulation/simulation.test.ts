import * as core from '@connective-chat/core';
import * as testing from '@connective-chat/core/testing';
import { expect, it } from 'vitest';
import { simulate } from './simulate.ts';

/** `SEED=7 npx vitest …` replays one life; `SEEDS=200000` plays that many. */
const seeds = process.env.SEED
  ? [Number(process.env.SEED)]
  : Array.from({ length: Number(process.env.SEEDS ?? 500) }, (_, seed) => seed);

it(`holds the invariants in ${seeds.length} random lives`, { timeout: 3_600_000 }, async () => {
  for (const seed of seeds) {
    const { violations } = await simulate(seed, { core, testing });
    expect(violations, `SEED=${seed} replays it`).toEqual([]);
  }
});
