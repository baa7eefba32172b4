/**
 * Calls back when the page has loaded and the browser has nothing better to do, at the latest after
 * the timeout.
 *
 * @returns gives the wait up
 */
export function whenIdle(callback: () => void, timeoutMs: number): () => void {
  let cancelled = false;
  const run = () => {
    if (!cancelled) callback();
  };
  const wait = () => {
    if (cancelled) return;
    if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: timeoutMs });
    else setTimeout(run, Math.min(timeoutMs, 1000));
  };
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true });
  return () => {
    cancelled = true;
  };
}
