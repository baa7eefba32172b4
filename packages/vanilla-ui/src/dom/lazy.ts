/** A module that is loaded when it is first needed. */
export interface Lazy<T> {
  /** The module once it is loaded, so that it can be used without waiting; else `null`. */
  readonly loaded: T | null;
  /** Loads it once. A failure is not remembered: the next call loads again. */
  load(): Promise<T>;
}

export function lazy<T>(importModule: () => Promise<T>): Lazy<T> {
  let loaded: T | null = null;
  let loading: Promise<T> | null = null;
  return {
    get loaded() {
      return loaded;
    },
    load() {
      loading ??= importModule().then(
        (module) => {
          loaded = module;
          return module;
        },
        (error: unknown) => {
          loading = null;
          throw error;
        },
      );
      return loading;
    },
  };
}
