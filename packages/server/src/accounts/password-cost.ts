/**
 * 32 MiB and a quarter of a second for each guess. Stored in each hash, so that it can be raised later. In a module of
 * its own, because tests of this package hash with less.
 */
export const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
