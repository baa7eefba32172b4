/** Ends a subscription. Calling it again does nothing. */
export type Unsubscribe = () => void;

/**
 * The common shape of all state: a value, and a notification when it changes.
 * `get()` returns the same reference until the value changes, so that it suits
 * `useSyncExternalStore` and `shallowRef` without an adapter.
 *
 * @example
 * const stop = chat.thinking.subscribe((thinking) => render(thinking?.text));
 */
export interface Readable<T> {
  get(): T;
  /** Calls back with each new value, not with the present one. */
  subscribe(listener: (value: T) => void): Unsubscribe;
}
