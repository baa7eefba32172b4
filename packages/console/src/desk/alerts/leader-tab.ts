/**
 * Elects one of all tabs of this desk, which plays sounds: the first one, and when it closes, the next.
 *
 * @returns whether this tab is the leader, and a function to stop
 */
export function leadTab(name: string): { readonly isLeader: () => boolean; readonly stop: () => void } {
  // Without Web Locks every tab is a leader.
  if (typeof navigator === 'undefined' || !navigator.locks) return { isLeader: () => true, stop: () => {} };
  let isLeader = false;
  const abort = new AbortController();
  const held = new Promise<void>((release) => abort.signal.addEventListener('abort', () => release()));
  navigator.locks
    .request(name, { signal: abort.signal }, () => {
      isLeader = true;
      return held;
    })
    // `stop` was called while the tab waited for the lock.
    .catch(() => {});
  return {
    isLeader: () => isLeader,
    stop: () => {
      isLeader = false;
      abort.abort();
    },
  };
}
