import { whenIdle } from '../dom/when-idle.ts';
import { CHECKS } from '../elements/lazy-parts.ts';

/** The longest that the browser may be busy before the options are checked, in ms. */
const IDLE_MS = 4000;

/** Checks options once the browser is idle: a warning may come late, the chat may not. */
export function whenCheckable(check: (checks: typeof import('./checks.ts')) => void): void {
  whenIdle(
    () =>
      CHECKS.load().then(check, () => {
        // The checks did not load: the chat works without them.
      }),
    IDLE_MS,
  );
}
