import type { Unsubscribe } from './readable.ts';
import { callSafely } from './report-error.ts';

/** Typed events. A handler that throws is reported and stops nobody. */
export class EventEmitter<E extends object> {
  readonly #handlers = new Map<keyof E, Set<(detail: never) => void>>();

  on<K extends keyof E>(event: K, handler: (detail: E[K]) => void): Unsubscribe {
    const entry = (detail: E[K]) => handler(detail);
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers.add(entry as (detail: never) => void));
    return () => {
      handlers.delete(entry as (detail: never) => void);
    };
  }

  emit<K extends keyof E>(event: K, detail: E[K]): void {
    for (const handler of [...(this.#handlers.get(event) ?? [])]) callSafely(handler as (detail: E[K]) => void, detail);
  }
}
