import type { Readable, Unsubscribe } from './readable.ts';
import { Subscribers } from './subscribers.ts';

interface Flushable {
  flush(): void;
}

/**
 * Collects changes and notifies at the end: however many writes a frame or a page of history causes, each listener is
 * called once, and only if its value has changed.
 *
 * @example batch.run(() => { first.set(1); second.set(2); }); // each listener is called once
 */
export class Batch {
  #depth = 0;
  #scheduled = false;
  #touched = new Set<Flushable>();

  /** Runs `work`; listeners are notified when the outermost run ends. */
  run<T>(work: () => T): T {
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#flush();
    }
  }

  /** Records a change. Outside of a run, listeners are notified in a microtask. */
  touch(node: Flushable): void {
    this.#touched.add(node);
    if (this.#depth > 0 || this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#depth === 0) this.#flush();
    });
  }

  #flush(): void {
    // A listener may write: those changes are notified in the next round of the same flush.
    while (this.#touched.size > 0) {
      const nodes = this.#touched;
      this.#touched = new Set();
      this.#depth += 1;
      try {
        for (const node of nodes) node.flush();
      } finally {
        this.#depth -= 1;
      }
    }
  }
}

interface Invalidatable {
  invalidate(): void;
}

interface Dependable {
  addDependent(node: Invalidatable): void;
}

abstract class Source<T> implements Readable<T>, Flushable {
  readonly batch: Batch;
  readonly #subscribers = new Subscribers<T>();
  readonly #dependents: Invalidatable[] = [];
  /** The value of the last notification, so that a change that was reverted does not notify. */
  #notified: T | undefined;

  constructor(batch: Batch) {
    this.batch = batch;
  }

  abstract get(): T;

  get observed(): boolean {
    return this.#subscribers.size > 0;
  }

  subscribe(listener: (value: T) => void): Unsubscribe {
    if (!this.observed) this.#notified = this.get();
    return this.#subscribers.add(listener);
  }

  flush(): void {
    if (!this.observed) return;
    const value = this.get();
    if (Object.is(value, this.#notified)) return;
    this.#notified = value;
    this.#subscribers.notify(() => value);
  }

  /** @internal */
  addDependent(node: Invalidatable): void {
    this.#dependents.push(node);
  }

  protected changed(): void {
    if (this.observed) this.batch.touch(this);
    for (const dependent of this.#dependents) dependent.invalidate();
  }
}

/**
 * A value that can be written.
 *
 * @example const count = new Cell(batch, 0);
 */
export class Cell<T> extends Source<T> {
  #value: T;

  constructor(batch: Batch, value: T) {
    super(batch);
    this.#value = value;
  }

  get(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.changed();
  }
}

/** A value that is computed from others when it is read, and cached until one of them changes. */
export class Derived<T> extends Source<T> {
  #value: T | undefined;
  #stale = true;
  readonly #compute: () => T;
  readonly #equal: (a: T, b: T) => boolean;

  constructor(
    batch: Batch,
    sources: readonly Dependable[],
    compute: () => T,
    equal: (a: T, b: T) => boolean = Object.is,
  ) {
    super(batch);
    this.#compute = compute;
    this.#equal = equal;
    for (const source of sources) source.addDependent(this);
  }

  get(): T {
    if (this.#stale) {
      const next = this.#compute();
      if (this.#value === undefined || !this.#equal(this.#value, next)) this.#value = next;
      this.#stale = false;
    }
    return this.#value as T;
  }

  /** @internal Marks the value as out of date. Without subscribers it is not recomputed. */
  invalidate(): void {
    if (this.#stale && !this.observed) return;
    this.#stale = true;
    this.changed();
  }
}

/** Whether two objects have the same fields with the same values. */
export function shallowEqual<T>(a: T, b: T): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a) as (keyof T)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}
