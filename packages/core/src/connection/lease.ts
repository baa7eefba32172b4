import type { Unsubscribe } from '../lib/readable.ts';
import type { Clock } from '../platform/platform.types.ts';

export interface LeaseHooks {
  /** Called with the first lease; the returned function is called after `end`. */
  begin(): () => void;
  /** Called after the last release, when the grace period has passed. */
  end(): void;
}

/**
 * Counts the users of the connection. It stays open for a grace period without users, so that a framework that unmounts
 * and mounts again, as StrictMode does, keeps its socket.
 */
export class Lease {
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #hooks: LeaseHooks;
  #holders = 0;
  #timer: unknown;
  #cleanUp: (() => void) | null = null;

  constructor(clock: Clock, graceMs: number, hooks: LeaseHooks) {
    this.#clock = clock;
    this.#graceMs = graceMs;
    this.#hooks = hooks;
  }

  acquire(): Unsubscribe {
    this.#holders += 1;
    this.#clock.clearTimeout(this.#timer);
    this.#cleanUp ??= this.#hooks.begin();
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
    this.#hooks.end();
    cleanUp?.();
  }
}
