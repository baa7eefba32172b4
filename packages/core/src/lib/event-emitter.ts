import type { Unsubscribe } from './readable.ts';
import { Subscribers } from './subscribers.ts';

/** Typed events. A handler that throws is reported and does not affect other handlers. */
export class EventEmitter<E extends object> {
  readonly #handlers = new Map<keyof E, Subscribers<never>>();

  on<K extends keyof E>(event: K, handler: (detail: E[K]) => void): Unsubscribe {
    const handlers = this.#handlers.get(event) ?? new Subscribers<never>();
    this.#handlers.set(event, handlers);
    return handlers.add(handler as (detail: never) => void);
  }

  emit<K extends keyof E>(event: K, detail: E[K]): void {
    this.#handlers.get(event)?.notify(() => detail as never);
  }
}
