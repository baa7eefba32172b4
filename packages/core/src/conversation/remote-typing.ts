import type { Clock } from '../platform/platform.types.ts';

/**
 * Whether the other side is typing. It expires, so that a lost "off" does not leave it on forever.
 *
 * @example new RemoteTyping(clock, (on) => show(on)).set(true, 6_000);
 */
export class RemoteTyping {
  readonly #clock: Clock;
  readonly #onChange: (on: boolean) => void;
  #timer: unknown;

  constructor(clock: Clock, onChange: (on: boolean) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** `ttlMs`: typing ends after this time unless another signal arrives. */
  set(on: boolean, ttlMs = 0): void {
    this.#clock.clearTimeout(this.#timer);
    this.#onChange(on);
    if (on) this.#timer = this.#clock.setTimeout(() => this.#onChange(false), ttlMs);
  }
}
