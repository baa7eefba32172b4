/** Ends a subscription. Calling it again does nothing. */
export type Unsubscribe = () => void;

/**
 * The one shape in which everything is read: a value, and a notice when it is another one.
 * `get()` returns the same reference until the value changes, so that it suits
 * `useSyncExternalStore` and `shallowRef` as it is.
 *
 * @example
 * const stop = chat.thinking.subscribe((thinking) => render(thinking?.text));
 */
export interface Readable<T> {
  get(): T;
  /** Calls back with each new value, not with the present one. */
  subscribe(listener: (value: T) => void): Unsubscribe;
}
