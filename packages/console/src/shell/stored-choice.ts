export interface StoredChoice<T extends string> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

/** A choice that is kept in local storage and synchronized between tabs. */
export function storedChoice<T extends string>(key: string, allowed: readonly T[], byDefault: T): StoredChoice<T> {
  const known = (value: string | null): T => allowed.find((each) => each === value) ?? byDefault;
  const listeners = new Set<() => void>();
  let current = byDefault;
  try {
    current = known(localStorage.getItem(key));
  } catch {
    // Storage may be blocked: the default is used.
  }
  const take = (value: T) => {
    current = value;
    for (const listener of listeners) listener();
  };
  window.addEventListener('storage', (event) => {
    if (event.key === key) take(known(event.newValue));
  });
  return {
    get: () => current,
    set(value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        // Storage may be blocked: the choice is lost with the page.
      }
      take(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
