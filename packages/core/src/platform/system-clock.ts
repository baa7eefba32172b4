import type { Clock } from './platform.types.ts';

/** The clock of this device. */
export const systemClock: Clock = {
  now: () => Date.now(),
  // A longer delay overflows the timer, which would then fire immediately; a server may ask for any delay.
  setTimeout: (callback, ms) => setTimeout(callback, Math.min(ms, 2 ** 31 - 1)),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};
