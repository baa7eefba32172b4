/**
 * Calls back when the page has loaded and the browser is idle, or after the timeout at the latest.
 *
 * @returns cancels it
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
