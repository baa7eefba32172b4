import { onTestFinished } from 'vitest';
import { COST as PUBLISHED } from '../../src/accounts/password-cost.ts';

/** A thirty-second of the published cost: most tests log in, and only few are about the strength of a hash. */
const CHEAP = { ...PUBLISHED, N: PUBLISHED.N / 32 };

/**
 * The server of these tests imports this module instead of its own: see `server` in vitest.workspace.ts.
 *
 * @public
 */
export let COST: { readonly N: number; readonly r: number; readonly p: number } = CHEAP;

/** Hashes the passwords of this test as the published server does. */
export function hashAsPublished(): void {
  COST = PUBLISHED;
  onTestFinished(() => {
    COST = CHEAP;
  });
}
