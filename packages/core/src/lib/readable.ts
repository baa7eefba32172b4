/** Ends a subscription. Calling it again does nothing. */
export type Unsubscribe = () => void;

/**
 * The common interface of all state: a value, and a notification when it changes. `get()` returns the same reference
 * until the value changes, so it works with `useSyncExternalStore` and `shallowRef` without an adapter.
 *
 * @example
 * const stop = chat.thinking.subscribe((thinking) => render(thinking?.text));
 */
export interface Readable<T> {
  get(): T;
  /** Calls the listener with each new value, but not with the current one. */
  subscribe(listener: (value: T) => void): Unsubscribe;
}
