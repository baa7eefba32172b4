import type { Readable } from '@connective-chat/core';

/** A lifetime: disposes its resources in the reverse order when it ends. */
export class Scope {
  readonly #ends: (() => void)[] = [];
  #ended = false;

  /** Runs when the scope ends, or now if it has. */
  own(end: () => void): void {
    if (this.#ended) end();
    else this.#ends.push(end);
  }

  listen<T extends EventTarget>(
    target: T,
    type: string,
    listener: (event: never) => void,
    options?: AddEventListenerOptions,
  ): void {
    const handler = listener as EventListener;
    target.addEventListener(type, handler, options);
    this.own(() => target.removeEventListener(type, handler, options));
  }

  /** Shows a value now and with every change. */
  bind<T>(readable: Readable<T>, show: (value: T) => void): void {
    show(readable.get());
    this.own(readable.subscribe(show));
  }

  /** A scope that ends with this one, or before it. */
  child(): Scope {
    const child = new Scope();
    this.own(() => child.end());
    return child;
  }

  get ended(): boolean {
    return this.#ended;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (let index = this.#ends.length - 1; index >= 0; index--) this.#ends[index]?.();
    this.#ends.length = 0;
  }
}
