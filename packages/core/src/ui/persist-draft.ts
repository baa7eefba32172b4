import type { Unsubscribe } from '../lib/readable.ts';
import type { Composer } from './composer.ts';

/** The storage of a draft: `sessionStorage`, which belongs to one tab, or a similar one. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A browser may refuse its storage in private mode, or when the disk is full. Then the draft is lost with the page. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/**
 * Keeps the draft over a reload of the tab: restores it immediately, and stores each change.
 *
 * @param key unique for the chat, such as `draft:1`
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
