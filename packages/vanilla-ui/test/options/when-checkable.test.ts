import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest';
import { CHECKS } from '../../src/elements/lazy-parts.ts';
import { createWidget } from '../../src/index.ts';
import { whenCheckable } from '../../src/options/when-checkable.ts';

let load: MockInstance<typeof CHECKS.load>;

beforeEach(() => {
  vi.useFakeTimers();
  // jsdom has no `requestIdleCallback`; the fake timers would add one.
  vi.stubGlobal('requestIdleCallback', undefined);
  load = vi.spyOn(CHECKS, 'load');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('checks once the browser is idle', async () => {
  const check = vi.fn();
  whenCheckable(check);
  vi.advanceTimersByTime(999);
  expect(load).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1001);
  expect(load).toHaveBeenCalledTimes(1);
  await load.mock.results[0]?.value;
  expect(check).toHaveBeenCalledTimes(1);
});

it.each([500, 1500])('does not check after it was cancelled (after %i ms)', (ms) => {
  const cancel = whenCheckable(vi.fn());
  vi.advanceTimersByTime(ms);
  cancel();
  vi.runAllTimers();
  expect(load).not.toHaveBeenCalled();
});

it('does not check the options of a widget that was removed', async () => {
  const widget = createWidget({ server: 'https://chat.example', botId: 1, locale: 'en' });
  widget.destroy();
  await Promise.resolve();
  vi.runAllTimers();
  expect(load).not.toHaveBeenCalled();
});
