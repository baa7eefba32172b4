import type { Readable } from '@connective-chat/core';

/** A lifetime: when it ends, it disposes its resources in reverse order. */
export class Scope {
  readonly #ends: (() => void)[] = [];
  #ended = false;

  /** Adds a function that runs when the scope ends, or immediately if it has ended. */
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

  /** Calls `show` with the current value and after each change. */
  bind<T>(readable: Readable<T>, show: (value: T) => void): void {
    show(readable.get());
    this.own(readable.subscribe(show));
  }

  /** A scope that ends with this one, or earlier. */
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
