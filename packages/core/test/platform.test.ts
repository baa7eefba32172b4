import { expect, it, vi } from 'vitest';
import { systemClock } from '../src/platform/browser-platform.ts';

it('a wait longer than a timer can hold is long, and not over at once', () => {
  vi.useFakeTimers();
  const work = vi.fn();
  const handle = systemClock.setTimeout(work, 1e15);
  vi.advanceTimersByTime(24 * 60 * 60 * 1_000);
  expect(work).not.toHaveBeenCalled();
  systemClock.clearTimeout(handle);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
