/** A part that is fetched when it is first wanted. */
export interface Late<T> {
  /** The part where it is there already, so that it can be used without a moment's wait. */
  readonly now: T | null;
  /** Fetches it; a failure is forgotten, and the next call tries again. */
  load(): Promise<T>;
}

export function late<T>(fetchPart: () => Promise<T>): Late<T> {
  let now: T | null = null;
  let loading: Promise<T> | null = null;
  return {
    get now() {
      return now;
    },
    load() {
      loading ??= fetchPart().then(
        (part) => {
          now = part;
          return part;
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
