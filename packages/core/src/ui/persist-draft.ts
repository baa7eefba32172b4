import type { Unsubscribe } from '../lib/readable.ts';
import type { Composer } from './composer.ts';

/** Where a draft is kept: `sessionStorage`, which belongs to one tab, or another storage like it. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A browser may refuse its storage in private mode, or when the disk is full: the draft then lives as long as the page. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/**
 * Keeps the draft over a reload of the tab: restores it now, and stores each change.
 *
 * @param key one per chat, such as `draft:1`
 * @returns stops storing
 * @example persistDraft(composer, `draft:${botId}`);
 */
export function persistDraft(
  composer: Composer,
  key: string,
  getStorage: () => DraftStorage = () => sessionStorage,
): Unsubscribe {
  const kept = attempt(() => getStorage().getItem(key));
  if (kept && !composer.get().draft) composer.setDraft(kept, { isTyped: false });
  let { draft: stored } = composer.get();
  return composer.subscribe(({ draft }) => {
    if (draft === stored) return;
    stored = draft;
    attempt(() => (draft ? getStorage().setItem(key, draft) : getStorage().removeItem(key)));
  });
}
