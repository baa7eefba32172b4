import type { Scope } from './scope.ts';

const KEY = 'connectiveChat';

/**
 * An entry in the page's history for something that covers the page, so that "back" takes the cover away and leaves
 * the page where it is. The address and the page's own state stay as they are.
 */
export class HistoryEntry {
  #isAdded = false;
  /** The browser goes back later than it is told to. */
  #isGoingBack = false;

  /** @param onBack the visitor has gone back, and the entry is gone */
  constructor(scope: Scope, onBack: () => void) {
    scope.listen(globalThis.window, 'popstate', () => {
      if (this.#isGoingBack) {
        this.#isGoingBack = false;
        // Wanted again meanwhile.
        if (this.#isAdded) push();
      } else if (this.#isAdded && !isCurrent()) {
        this.#isAdded = false;
        onBack();
      }
    });
    scope.own(() => this.remove());
  }

  add(): void {
    if (this.#isAdded) return;
    this.#isAdded = true;
    // An entry that outlived a reload is used again.
    if (!isCurrent()) push();
  }

  /** Takes the entry away, unless the page has gone on from it. */
  remove(): void {
    if (!this.#isAdded) return;
    this.#isAdded = false;
    if (!isCurrent() || this.#isGoingBack) return;
    this.#isGoingBack = true;
    history.back();
  }
}

const isCurrent = (): boolean => (history.state as Record<string, unknown> | null)?.[KEY] === true;

function push(): void {
  try {
    history.pushState({ ...history.state, [KEY]: true }, '');
  } catch {
    // A sandboxed frame has no history of its own, and Safari refuses too many entries: "back" is then the page's.
  }
}
