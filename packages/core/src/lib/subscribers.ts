import type { Unsubscribe } from './readable.ts';
import { callSafely } from './report-error.ts';

/**
 * The subscribers of one value. A subscriber that throws is reported, and the others are still called.
 *
 * @example
 * const subscribers = new Subscribers<number>();
 * const stop = subscribers.add((count) => render(count));
 * subscribers.notify(() => count);
 */
export class Subscribers<T> {
  readonly #entries = new Set<(value: T) => void>();

  get size(): number {
    return this.#entries.size;
  }

  /** Adds a subscriber. A function that is added twice is called twice. */
  add(listener: (value: T) => void): Unsubscribe {
    const entry = (value: T) => listener(value);
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  /** Calls everyone who was subscribed at the start, each with the value at the time of its call. */
  notify(read: () => T): void {
    for (const entry of [...this.#entries]) callSafely(entry, read());
  }
}
