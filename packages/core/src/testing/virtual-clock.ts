import { partsLoaded } from '../lib/load-part.ts';
import type { Clock } from '../platform/platform.types.ts';

interface Timer {
  readonly at: number;
  readonly id: number;
  readonly callback: () => void;
}

/** This many turns of the microtask queue are enough for all promise chains of the client. */
const SETTLE_TURNS = 24;

/**
 * Runs pending promises. Also waits for parts of the client that are being loaded, however long that takes.
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
 * A clock that only the test advances. Pass it as `platform.clock`; a minute of waiting then takes no real time.
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

  /** The number of pending timers. After the last release there should be none. */
  get pending(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    this.#id += 1;
    const timer: Timer = { at: this.#now + Math.max(0, ms), id: this.#id, callback };
    // Searched from the end, because a new timer is nearly always the latest.
    let index = this.#timers.length;
    while (index > 0 && (this.#timers[index - 1] as Timer).at > timer.at) index -= 1;
    this.#timers.splice(index, 0, timer);
    return timer.id;
  }

  clearTimeout(handle: unknown): void {
    const index = this.#timers.findIndex((timer) => timer.id === handle);
    if (index >= 0) this.#timers.splice(index, 1);
  }

  /** Advances the time: timers run in order, and pending promises run after each. */
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

  /** Changes the reading of the clock without running timers, like a wrong clock of a visitor. */
  shift(ms: number): void {
    this.#now += ms;
    this.#timers = this.#timers.map((timer) => ({ ...timer, at: timer.at + ms }));
  }
}
