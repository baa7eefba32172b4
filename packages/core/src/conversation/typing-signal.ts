import type { Clock } from '../platform/platform.types.ts';

/** The minimum time between two equal signals. */
const REPEAT_MS = 3_000;
/** Typing ends this long after the last keystroke. */
const IDLE_MS = 5_000;

/**
 * Turns keystrokes into "the visitor is typing": one signal every few seconds, and one at the end.
 *
 * @example const signal = new TypingSignal(clock, (on) => notify(on)); // signal.set(true) with each keystroke
 */
export class TypingSignal {
  readonly #clock: Clock;
  readonly #notify: (on: boolean) => void;
  #on = false;
  #signalledAt = Number.NEGATIVE_INFINITY;
  #timer: unknown;

  constructor(clock: Clock, tell: (on: boolean) => void) {
    this.#clock = clock;
    this.#notify = tell;
  }

  set(on: boolean): void {
    if (!on) {
      this.stop();
      return;
    }
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.stop(), IDLE_MS);
    if (this.#on && this.#clock.now() - this.#signalledAt < REPEAT_MS) return;
    this.#on = true;
    this.#signalledAt = this.#clock.now();
    this.#notify(true);
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    if (!this.#on) return;
    this.#on = false;
    this.#notify(false);
  }
}
