import { openDatabase, transact } from './database.ts';
import type { OutboxRow, OutboxStorage } from './outbox.types.ts';

const DATABASE = 'connective-chat';

/** Given, not imported: a module that this lazy part and the rest both import would be a file of its own for everyone. */
export interface IndexedDbOutboxOptions {
  /** Where rows go when the disk says no. */
  readonly memory: OutboxStorage;
  /** Reads what came from the disk; what is no row is put aside. */
  readonly readRow: (stored: unknown) => OutboxRow | undefined;
  /** Why it goes on in memory. */
  readonly onDegraded?: (cause: unknown) => void;
}

/**
 * Keeps unsent messages on the disk. Where there is no IndexedDB, where it is full or forbidden,
 * it goes on in memory and says so: `durability` becomes `memory`.
 */
export function createIndexedDbOutbox({ memory, readRow, onDegraded }: IndexedDbOutboxOptions): OutboxStorage {
  let database: Promise<IDBDatabase> | null = null;
  let degraded = typeof indexedDB === 'undefined';

  const open = (): Promise<IDBDatabase> => {
    database ??= openDatabase(DATABASE, () => {
      database = null;
    });
    return database;
  };

  /** Tries the disk; the first failure moves this page to memory for good. */
  const onDisk = async <T>(work: (db: IDBDatabase) => Promise<T>, inMemory: () => Promise<T>): Promise<T> => {
    if (!degraded) {
      try {
        return await work(await open());
      } catch (cause) {
        degraded = true;
        database = null;
        onDegraded?.(cause);
      }
    }
    return inMemory();
  };

  const range = (namespace: string) => IDBKeyRange.bound([namespace], [namespace, []]);

  return {
    get durability() {
      return degraded ? 'memory' : 'persistent';
    },
    load: (namespace) =>
      onDisk(
        async (db) => {
          const keys = await transact(db, 'readonly', (store) => store.getAllKeys(range(namespace)));
          const values = await transact(db, 'readonly', (store) => store.getAll(range(namespace)));
          const rows: OutboxRow[] = [];
          for (const [index, value] of values.entries()) {
            const row = readRow(value);
            if (row) rows.push(row);
            else await transact(db, 'readwrite', (store) => store.delete(keys[index] as IDBValidKey));
          }
          return rows;
        },
        () => memory.load(namespace),
      ),
    put: (namespace, row) =>
      onDisk(
        async (db) => void (await transact(db, 'readwrite', (store) => store.put(row, [namespace, row.cid]))),
        () => memory.put(namespace, row),
      ),
    remove: (namespace, cid) =>
      onDisk(
        (db) => transact(db, 'readwrite', (store) => store.delete([namespace, cid])),
        () => memory.remove(namespace, cid),
      ),
    clear: (namespace) =>
      onDisk(
        (db) => transact(db, 'readwrite', (store) => store.delete(range(namespace))),
        () => memory.clear(namespace),
      ),
  };
}
