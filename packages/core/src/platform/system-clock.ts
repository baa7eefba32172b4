import type { Clock } from './platform.types.ts';

/** The time of this device. */
export const systemClock: Clock = {
  now: () => Date.now(),
  // A longer wait overflows the timer, which then fires at once: a server may ask for any time.
  setTimeout: (callback, ms) => setTimeout(callback, Math.min(ms, 2 ** 31 - 1)),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};
