import { isChatError } from '../errors.ts';
import type { Clock } from '../platform/platform.types.ts';

/**
 * Repeats a refused request after the time that the server has given. Until then newer requests of this kind need not
 * be sent, because the repetition contains the current state.
 */
export class RepeatTimer {
  readonly #clock: Clock;
  readonly #repeat: () => void;
  #timer: unknown = null;

  constructor(clock: Clock, repeat: () => void) {
    this.#clock = clock;
    this.#repeat = repeat;
  }

  get isWaiting(): boolean {
    return this.#timer !== null;
  }

  /** Does nothing for an error without `retryAfterMs`. */
  failed(error: unknown): void {
    if (!isChatError(error) || error.retryAfterMs === undefined || this.isWaiting) return;
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#repeat();
    }, error.retryAfterMs);
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
