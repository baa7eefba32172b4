import type { Unsubscribe } from '../lib/readable.ts';
import type { Clock } from '../platform/platform.types.ts';

/**
 * Counts who needs the connection. It outlives a moment without anyone: a framework that
 * unmounts and mounts again, as StrictMode does, keeps its socket.
 */
export class Lease {
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #begin: () => () => void;
  readonly #end: () => void;
  #holders = 0;
  #timer: unknown;
  #cleanUp: (() => void) | null = null;

  /** `begin` runs with the first lease and gives what undoes it; `end` runs after the last, when the grace is over. */
  constructor(clock: Clock, graceMs: number, begin: () => () => void, end: () => void) {
    this.#clock = clock;
    this.#graceMs = graceMs;
    this.#begin = begin;
    this.#end = end;
  }

  acquire(): Unsubscribe {
    this.#holders += 1;
    this.#clock.clearTimeout(this.#timer);
    this.#cleanUp ??= this.#begin();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#holders -= 1;
      if (this.#holders === 0) this.#timer = this.#clock.setTimeout(() => this.#expire(), this.#graceMs);
    };
  }

  #expire(): void {
    const cleanUp = this.#cleanUp;
    this.#cleanUp = null;
    this.#end();
    cleanUp?.();
  }
}
