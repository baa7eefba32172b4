const loading = new Set<Promise<unknown>>();

/**
 * Loads a part of the client that most chats do not need. Used instead of `import()`, so that a virtual clock knows of
 * it.
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

/** Resolves when all running loads have ended; `null` if there are none. A virtual clock waits for it. */
export function partsLoaded(): Promise<unknown> | null {
  return loading.size > 0 ? Promise.allSettled(loading) : null;
}
