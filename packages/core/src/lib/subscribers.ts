import type { Unsubscribe } from './readable.ts';
import { callSafely } from './report-error.ts';

/**
 * The subscribers of one value. One that throws is reported and does not keep the others from being called.
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

  /** Adds a subscriber. One function may be added twice, and is then called twice. */
  add(listener: (value: T) => void): Unsubscribe {
    const entry = (value: T) => listener(value);
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  /** Calls everyone who was subscribed at the beginning, with the value as it is when their turn comes. */
  notify(read: () => T): void {
    for (const entry of [...this.#entries]) callSafely(entry, read());
  }
}
