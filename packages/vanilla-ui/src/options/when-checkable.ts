import { whenIdle } from '../dom/when-idle.ts';
import { CHECKS } from '../elements/lazy-parts.ts';

/** The maximum time that the check waits for the browser to be idle, in ms. */
const IDLE_MS = 4000;

/** Checks options once the browser is idle, because a warning may be late but the chat may not. */
export function whenCheckable(check: (checks: typeof import('./checks.ts')) => void): void {
  whenIdle(
    () =>
      CHECKS.load().then(check, () => {
        // If the checks fail to load, the chat works without them.
      }),
    IDLE_MS,
  );
}
