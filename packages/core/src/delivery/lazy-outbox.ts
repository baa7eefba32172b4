import { loadPart } from '../lib/load-part.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import type { OutboxStorage } from './outbox.types.ts';

/** IndexedDB where there is one, loaded with the first use; memory elsewhere, and where the module does not load. */
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
