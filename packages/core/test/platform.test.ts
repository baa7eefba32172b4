import { afterEach, expect, it, vi } from 'vitest';
import { resolvePlatform } from '../src/platform/resolve-platform.ts';
import { systemClock } from '../src/platform/system-clock.ts';

afterEach(() => void vi.useRealTimers());

it('supports a delay longer than a timer can hold', () => {
  vi.useFakeTimers();
  const work = vi.fn();
  const handle = systemClock.setTimeout(work, 1e15);
  vi.advanceTimersByTime(24 * 60 * 60 * 1_000);
  expect(work).not.toHaveBeenCalled();
  systemClock.clearTimeout(handle);
  expect(vi.getTimerCount()).toBe(0);
});

it('creates unique UUIDs of version 7, which start with the time', () => {
  vi.useFakeTimers({ now: 0x0699_a6f0_4c3e });
  const { createId } = resolvePlatform();
  // More than the random bytes that are taken at once.
  const ids = Array.from({ length: 1000 }, createId);
  for (const id of ids) expect(id).toMatch(/^0699a6f0-4c3e-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids.map((id) => id.slice(15))).size).toBe(ids.length);
  vi.setSystemTime(0x0699_a6f0_4c3f);
  const later = createId();
  expect([...ids, later].sort().at(-1)).toBe(later);
});
