const loading = new Set<Promise<unknown>>();

/**
 * Loads a part of the client that most chats do not need.
 *
 * @example const { postUpload } = await loadPart(() => import('./post-upload.ts'));
 */
export function loadPart<T>(load: () => Promise<T>): Promise<T> {
  const part = load();
  loading.add(part);
  const done = () => void loading.delete(part);
  part.then(done, done);
  return part;
}

/** Resolves when the parts that are being loaded are there; `null` where none is. A virtual clock waits for it. */
export function partsLoaded(): Promise<unknown> | null {
  return loading.size > 0 ? Promise.allSettled(loading) : null;
}
