import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { createMemoryOutbox } from './memory-outbox.ts';
import type { OutboxRow, OutboxStorage } from './outbox.types.ts';
import { readRow } from './read-row.ts';

const DATABASE = 'connective-chat';
const STORE = 'outbox';

interface OutboxDatabase extends DBSchema {
  /** Outbox entries by namespace and cid. */
  [STORE]: { key: [namespace: string, cid: string]; value: unknown };
}

type Connection = Promise<IDBPDatabase<OutboxDatabase>>;

/** One connection for all clients of a page, because an open connection is never garbage-collected. */
const connections = new WeakMap<IDBFactory, Connection>();

function connect(): Connection {
  const factory = indexedDB;
  const open = connections.get(factory);
  if (open) return open;
  const forget = (): void => void connections.delete(factory);
  const connection = openDB<OutboxDatabase>(DATABASE, 1, {
    upgrade: (db) => void db.createObjectStore(STORE),
    // Another page wants to upgrade or delete the database and must not wait for this connection.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: forget,
  });
  connections.set(factory, connection);
  connection.catch(forget);
  return connection;
}

/**
 * Stores unsent messages in IndexedDB. After the first failure (no IndexedDB, storage full or forbidden) this page uses
 * only memory, and `durability` becomes `memory`.
 *
 * @param onDegraded called with the failure
 */
export function createIndexedDbOutbox(onDegraded?: (cause: unknown) => void): OutboxStorage {
  const memory = createMemoryOutbox();
  let degraded = typeof indexedDB === 'undefined';

  const attempt = async <T>(
    work: (db: IDBPDatabase<OutboxDatabase>) => Promise<T>,
    inMemory: () => Promise<T>,
  ): Promise<T> => {
    if (!degraded) {
      try {
        return await work(await connect());
      } catch (cause) {
        degraded = true;
        onDegraded?.(cause);
      }
    }
    return inMemory();
  };

  const rangeOf = (namespace: string): IDBKeyRange => IDBKeyRange.bound([namespace], [namespace, []]);

  return {
    get durability() {
      return degraded ? 'memory' : 'persistent';
    },
    load: (namespace) =>
      attempt(
        async (db) => {
          const { store, done } = db.transaction(STORE, 'readwrite');
          const readRows = async (): Promise<OutboxRow[]> => {
            const rows: OutboxRow[] = [];
            for await (const cursor of store.iterate(rangeOf(namespace))) {
              const row = readRow(cursor.value);
              if (row) rows.push(row);
              else await cursor.delete();
            }
            return rows;
          };
          const [rows] = await Promise.all([readRows(), done]);
          return rows;
        },
        () => memory.load(namespace),
      ),
    put: (namespace, row) =>
      attempt(
        async (db) => void (await db.put(STORE, row, [namespace, row.cid])),
        () => memory.put(namespace, row),
      ),
    remove: (namespace, cid) =>
      attempt(
        (db) => db.delete(STORE, [namespace, cid]),
        () => memory.remove(namespace, cid),
      ),
    clear: (namespace) =>
      attempt(
        (db) => db.delete(STORE, rangeOf(namespace)),
        () => memory.clear(namespace),
      ),
  };
}
