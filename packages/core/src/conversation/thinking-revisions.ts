import type { WireThinking } from '../protocol/entities.ts';

/**
 * Which thinking is in force. Frames overtake each other, so the revision decides and not the order of arrival: a
 * thinking that ended does not come back, and an older one does not replace a newer one.
 *
 * @example if (revisions.begin(thinking)) show(thinking);
 */
export class ThinkingRevisions {
  /** Thinking of this revision or an older one is over. */
  #endedRev = -1;
  #rev = -1;

  get rev(): number {
    return this.#rev;
  }

  /** Whether this thinking update is newer; it is then the current one. */
  begin({ on, rev }: WireThinking): boolean {
    if (!on || rev <= this.#endedRev || rev < this.#rev) return false;
    this.#rev = rev;
    return true;
  }

  /** Ends every thinking up to a revision; whether the one in force has ended by it. */
  end(rev: number): boolean {
    const wasInForce = this.#rev > this.#endedRev;
    this.#endedRev = Math.max(this.#endedRev, rev);
    return wasInForce && this.#rev <= this.#endedRev;
  }

  reset(): void {
    this.#endedRev = -1;
    this.#rev = -1;
  }
}
