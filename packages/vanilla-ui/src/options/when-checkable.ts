import { whenIdle } from '../dom/when-idle.ts';
import { CHECKS } from '../elements/lazy-parts.ts';

/** The maximum time that the check waits for the browser to be idle, in ms. */
const IDLE_MS = 4000;

/**
 * Checks options some time after the start, because a warning may be late but the chat may not: while its files are
 * loaded, the browser is idle as well.
 *
 * @returns cancels it
 */
export function whenCheckable(check: (checks: typeof import('./checks.ts')) => void): () => void {
  const load = () =>
    CHECKS.load().then(check, () => {
      // If the checks fail to load, the chat works without them.
    });
  let cancelIdle = () => {};
  const timer = setTimeout(() => {
    cancelIdle = whenIdle(load, IDLE_MS);
  }, 1000);
  return () => {
    clearTimeout(timer);
    cancelIdle();
  };
}
