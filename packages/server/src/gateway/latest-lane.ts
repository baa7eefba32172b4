import type { LimitFunction } from 'p-limit';
import { Refused } from '../lib/refusal.ts';

/** The maximum number of waiting requests of the server. */
const MAX_WAITING = 200;

const REPLACED = new Refused('BUSY', 'A newer request replaced this one.');

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

  /**
   * @param run gets a signal that aborts when a newer request replaces this one, or the connection has ended
   * @returns false if too many wait already
   */
  add(run: (signal: AbortSignal) => Promise<void>, ack: (refusal: unknown) => void): boolean {
    if (this.#limit.pendingCount >= MAX_WAITING) return false;
    this.cancel();
    this.#latest = new AbortController();
    const { signal } = this.#latest;
    const ran = this.#limit(async () => {
      if (signal.aborted) ack(REPLACED.toWire());
      else await run(signal);
    });
    this.#tail = Promise.allSettled([this.#tail, ran]);
    return true;
  }

  /** Cancels the newest request too. */
  cancel(): void {
    this.#latest.abort(REPLACED);
  }

  /** Resolves when every accepted request has been answered. */
  async settled(): Promise<void> {
    await this.#tail;
  }
}
