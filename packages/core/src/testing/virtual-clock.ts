import { partsLoaded } from '../lib/load-part.ts';
import type { Clock } from '../platform/platform.types.ts';

interface Timer {
  readonly at: number;
  readonly id: number;
  readonly callback: () => void;
}

/** So many turns of the microtask queue let every promise chain of the client come to rest. */
const SETTLE_TURNS = 24;

/**
 * Lets promises run until nothing is left that needs no time. Parts of the client that are loaded on demand are waited
 * for, however long that takes.
 *
 * @example
 * chat.send('Hi');
 * await settle();
 */
export async function settle(turns = SETTLE_TURNS): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await undefined;
  for (let load = partsLoaded(); load; load = partsLoaded()) {
    await load;
    for (let turn = 0; turn < turns; turn += 1) await undefined;
  }
}

/**
 * Time that stands still until it is told to go on. Give it to `platform.clock`, and a minute
 * of waiting takes no time at all.
 *
 * @example
 * const clock = new VirtualClock();
 * await clock.advance(60_000);
 */
export class VirtualClock implements Clock {
  #now: number;
  #id = 0;
  #timers: Timer[] = [];

  /** @param start in ms since the epoch; default 2026-01-01 */
  constructor(start: number = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  /** How many timers wait. After the last release there should be none. */
  get pending(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    this.#id += 1;
    const timer: Timer = { at: this.#now + Math.max(0, ms), id: this.#id, callback };
    // Nearly always the latest: found from the end.
    let index = this.#timers.length;
    while (index > 0 && (this.#timers[index - 1] as Timer).at > timer.at) index -= 1;
    this.#timers.splice(index, 0, timer);
    return timer.id;
  }

  clearTimeout(handle: unknown): void {
    const index = this.#timers.findIndex((timer) => timer.id === handle);
    if (index >= 0) this.#timers.splice(index, 1);
  }

  /** Lets time pass: timers run in their order, and promises come to rest after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#timers[0]; next && next.at <= end; next = this.#timers[0]) {
      this.#timers.shift();
      this.#now = next.at;
      next.callback();
      await settle();
    }
    this.#now = end;
  }

  /** Moves the reading of the clock without letting time pass, as a visitor's wrong clock does. */
  shift(ms: number): void {
    this.#now += ms;
    this.#timers = this.#timers.map((timer) => ({ ...timer, at: timer.at + ms }));
  }
}
