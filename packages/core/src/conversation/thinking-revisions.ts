import type { WireThinking } from '../protocol/entities.ts';

/**
 * Decides which thinking is current. Frames may arrive out of order, so the revision decides: thinking that has ended
 * does not start again, and an older one does not replace a newer one.
 *
 * @example if (revisions.begin(thinking)) show(thinking);
 */
export class ThinkingRevisions {
  /** Thinking of this or an older revision has ended. */
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

  /** Ends all thinking up to a revision. Returns whether this ended the current one. */
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
