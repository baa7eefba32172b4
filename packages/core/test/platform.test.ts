import { afterEach, expect, it, vi } from 'vitest';
import { resolvePlatform } from '../src/platform/browser-platform.ts';
import { systemClock } from '../src/platform/system-clock.ts';

afterEach(() => void vi.useRealTimers());

it('keeps a wait longer than a timer can hold, instead of ending it at once', () => {
  vi.useFakeTimers();
  const work = vi.fn();
  const handle = systemClock.setTimeout(work, 1e15);
  vi.advanceTimersByTime(24 * 60 * 60 * 1_000);
  expect(work).not.toHaveBeenCalled();
  systemClock.clearTimeout(handle);
  expect(vi.getTimerCount()).toBe(0);
});

it('makes unique ids of UUID version 7, which begin with the time and sort in the order they were made', () => {
  vi.useFakeTimers({ now: 0x0199_a6f0_4c3e });
  const { createId } = resolvePlatform();
  const ids = Array.from({ length: 1000 }, createId);
  for (const id of ids) expect(id).toMatch(/^0199a6f0-4c3e-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});
