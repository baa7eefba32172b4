import type { LimitFunction } from 'p-limit';
import { Refused } from '../lib/refusal.ts';

/** The maximum number of waiting requests of the server. */
const MAX_WAITING = 200;

/**
 * Runs requests of one connection of which only the newest matters, such as a search while typing. They run apart from
 * its other requests, which do not wait for them, and a newer one replaces those that have not started.
 */
export class LatestLane {
  readonly #limit: LimitFunction;
  #latest = new AbortController();
  #tail: Promise<unknown> = Promise.resolve();

  /** @param limit bounds how many run at once, shared by all connections */
  constructor(limit: LimitFunction) {
    this.#limit = limit;
  }

  /** @returns false if too many wait already */
  add(run: () => Promise<void>, ack: (refusal: unknown) => void): boolean {
    if (this.#limit.pendingCount >= MAX_WAITING) return false;
    this.#latest.abort();
    this.#latest = new AbortController();
    const { signal } = this.#latest;
    const ran = this.#limit(async () => {
      if (signal.aborted) ack(new Refused('BUSY', 'A newer request replaced this one.').toWire());
      else await run();
    });
    this.#tail = Promise.allSettled([this.#tail, ran]);
    return true;
  }

  /** Resolves when every accepted request has been answered. */
  async settled(): Promise<void> {
    await this.#tail;
  }
}
