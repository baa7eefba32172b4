/**
 * Makes one of all tabs of this desk the one that sounds: the first that is there, and when it closes, the next.
 *
 * @returns whether this tab leads now, and how to stop
 */
export function leadTab(name: string): { readonly isLeader: () => boolean; readonly stop: () => void } {
  // Without locks every tab is alone as far as it knows.
  if (typeof navigator === 'undefined' || !navigator.locks) return { isLeader: () => true, stop: () => {} };
  let isLeader = false;
  const abort = new AbortController();
  const held = new Promise<void>((release) => abort.signal.addEventListener('abort', () => release()));
  navigator.locks
    .request(name, { signal: abort.signal }, () => {
      isLeader = true;
      return held;
    })
    // Given up while it waited.
    .catch(() => {});
  return {
    isLeader: () => isLeader,
    stop: () => {
      isLeader = false;
      abort.abort();
    },
  };
}
