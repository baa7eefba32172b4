/** A module that is loaded on first use. */
export interface Lazy<T> {
  /** The module if it is loaded, for synchronous use; otherwise `null`. */
  readonly loaded: T | null;
  /** Loads the module once. After a failure the next call tries again. */
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
