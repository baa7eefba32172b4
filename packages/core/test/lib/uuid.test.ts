import { afterEach, expect, it, vi } from 'vitest';
import { createUuid } from '../../src/lib/uuid.ts';

afterEach(() => void vi.useRealTimers());

it('makes ids of version 7, which begin with the time', () => {
  vi.useFakeTimers({ now: 0x0199_a6f0_4c3e });
  const ids = Array.from({ length: 1000 }, createUuid);
  for (const id of ids) expect(id).toMatch(/^0199a6f0-4c3e-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

it('leaves to chance every bit that is not the time, the version or the variant', () => {
  const sometimes = { 0: 0n, 1: 0n };
  for (let index = 0; index < 1000; index += 1) {
    const bits = BigInt(`0x${createUuid().replaceAll('-', '')}`);
    sometimes[1] |= bits;
    sometimes[0] |= ~bits;
  }
  const chance = 0x0000_0000_0000_0fff_3fff_ffff_ffff_ffffn;
  expect(sometimes[0] & sometimes[1] & chance).toBe(chance);
});
