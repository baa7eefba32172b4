import { loadPart } from '../lib/load-part.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import type { OutboxStorage } from './outbox.types.ts';

/** Loads the IndexedDB outbox with the first use. Uses memory without IndexedDB, or if the code fails to load. */
export function createLazyOutbox(): OutboxStorage {
  if (typeof indexedDB === 'undefined') return createMemoryOutbox();
  let storage: OutboxStorage | null = null;
  let loading: Promise<OutboxStorage> | null = null;
  const load = (): Promise<OutboxStorage> => {
    loading ??= loadPart(() => import('./indexed-db-outbox.ts')).then(
      ({ createIndexedDbOutbox }) => createIndexedDbOutbox(),
      () => createMemoryOutbox(),
    );
    return loading.then((loaded) => {
      storage = loaded;
      return loaded;
    });
  };
  return {
    get durability() {
      return storage?.durability ?? 'persistent';
    },
    load: async (namespace) => (await load()).load(namespace),
    put: async (namespace, row) => (await load()).put(namespace, row),
    remove: async (namespace, cid) => (await load()).remove(namespace, cid),
    clear: async (namespace) => (await load()).clear(namespace),
  };
}
