/** Longer than two intervals of the heartbeat of a node. */
const QUIET_MS = 15_000;

/**
 * Whether this node is alone. The proof that it would hear others is that it hears its own heartbeats.
 *
 * @example
 * const presence = new NodePresence(() => performance.now());
 * presence.heardSelf();
 * presence.isAlone; // false: it has not listened for long enough
 */
export class NodePresence {
  readonly #now: () => number;
  /** Since when it has listened without a gap; null if it does not. */
  #listensSince: number | null = null;
  #selfAt = Number.NEGATIVE_INFINITY;
  #otherAt = Number.NEGATIVE_INFINITY;

  /** @param now a monotonic time in ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A notification of this node came back to it. */
  heardSelf(): void {
    const now = this.#now();
    if (this.#listensSince === null || now - this.#selfAt > QUIET_MS) this.#listensSince = now;
    this.#selfAt = now;
  }

  heardOther(): void {
    this.#otherAt = this.#now();
  }

  /** Notifications were not received, or may not have been. */
  missed(): void {
    this.#listensSince = null;
  }

  get isAlone(): boolean {
    const now = this.#now();
    const listens = this.#listensSince !== null && now - this.#listensSince > QUIET_MS && now - this.#selfAt < QUIET_MS;
    return listens && now - this.#otherAt > QUIET_MS;
  }
}
