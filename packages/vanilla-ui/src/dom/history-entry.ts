import type { Scope } from './scope.ts';

const KEY = 'connectiveChat';

/**
 * A history entry for an element that covers the page, so that "back" closes that element instead of leaving the page.
 * The URL and the page's own state are kept.
 */
export class HistoryEntry {
  #isAdded = false;

  /** @param onBack called when the visitor has gone back and the entry is removed */
  constructor(scope: Scope, onBack: () => void) {
    scope.listen(globalThis.window, 'popstate', (event: Event) => {
      if (!this.#isAdded || isCurrent()) return;
      if (event === removal) {
        // The entry was requested again meanwhile, by this element or by the one that replaces it.
        push();
      } else {
        this.#isAdded = false;
        onBack();
      }
    });
    scope.own(() => this.remove());
  }

  add(): void {
    if (this.#isAdded) return;
    this.#isAdded = true;
    // An entry that is still there after a reload is reused.
    if (!isCurrent()) push();
  }

  /** Removes the entry, unless the page has added others after it. */
  remove(): void {
    if (!this.#isAdded) return;
    this.#isAdded = false;
    if (isCurrent()) goBack();
  }
}

/** The last event with which an entry was removed that the visitor has not gone back from. */
let removal: Event | null = null;
let isGoingBack = false;

/** `history.back()` takes effect only later: the page may have replaced its widget by then. */
function goBack(): void {
  if (isGoingBack) return;
  isGoingBack = true;
  const listener = (event: Event): void => {
    isGoingBack = false;
    removal = event;
  };
  // Before the listeners of all entries.
  window.addEventListener('popstate', listener, { capture: true, once: true });
  history.back();
}

const isCurrent = (): boolean => (history.state as Record<string, unknown> | null)?.[KEY] === true;

function push(): void {
  try {
    history.pushState({ ...history.state, [KEY]: true }, '');
  } catch {
    // A sandboxed frame has no history, and Safari limits the number of entries: then "back" leaves the page.
  }
}
