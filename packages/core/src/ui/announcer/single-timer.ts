import type { AnnouncerClock } from './live-regions.ts';

/** A timer with at most one pending call. */
export class SingleTimer {
  readonly #clock: AnnouncerClock;
  #handle: unknown;
  #pending = false;

  constructor(clock: AnnouncerClock) {
    this.#clock = clock;
  }

  get pending(): boolean {
    return this.#pending;
  }

  start(ms: number, task: () => void): void {
    this.stop();
    this.#pending = true;
    this.#handle = this.#clock.setTimeout(() => {
      this.#pending = false;
      task();
    }, ms);
  }

  stop(): void {
    if (this.#pending) this.#clock.clearTimeout(this.#handle);
    this.#pending = false;
  }
}
