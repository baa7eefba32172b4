import { type IDBPDatabase, openDB } from 'idb';
import * as z from 'zod/mini';
import { reading } from '../protocol/schema-parts.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import type { OutboxRow, OutboxStorage } from './outbox.types.ts';

const DATABASE = 'connective-chat';
const STORE = 'outbox';

const PLAIN = new Set(['string', 'number', 'boolean']);

/** What came from the disk is input like any other: a row that does not fit is put aside. */
const rowSchema = z.object({
  cid: z.string(),
  body: z.looseObject({ type: z.string() }),
  params: reading(z.looseObject({}), (params: object) =>
    Object.values(params).every((value) => PLAIN.has(typeof value)) ? params : undefined,
  ),
  createdAt: z.number(),
  order: z.number(),
  emitted: z.boolean(),
  failure: z.optional(z.object({ code: z.string(), message: z.string(), retryable: z.boolean() })),
});

/**
 * Keeps unsent messages on the disk. Where there is no IndexedDB, where it is full or forbidden,
 * it goes on in memory and says so: `durability` becomes `memory`.
 */
export function createIndexedDbOutbox(onDegraded: (cause: unknown) => void = () => {}): OutboxStorage {
  const memory = createMemoryOutbox();
  let database: Promise<IDBPDatabase> | null = null;
  let degraded = typeof indexedDB === 'undefined';

  const open = (): Promise<IDBPDatabase> => {
    database ??= openDB(DATABASE, 1, {
      upgrade: (db) => void db.createObjectStore(STORE),
      // Another tab wants to upgrade: let go, and open again with the next use.
      blocking: () => {
        void database?.then((db) => db.close());
        database = null;
      },
      terminated: () => {
        database = null;
      },
    });
    return database;
  };

  /** Tries the disk; the first failure moves this page to memory for good. */
  const onDisk = async <T>(work: (db: IDBPDatabase) => Promise<T>, inMemory: () => Promise<T>): Promise<T> => {
    if (!degraded) {
      try {
        return await work(await open());
      } catch (cause) {
        degraded = true;
        database = null;
        onDegraded(cause);
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
          const keys = await db.getAllKeys(STORE, range(namespace));
          const values = await db.getAll(STORE, range(namespace));
          const rows: OutboxRow[] = [];
          for (const [index, value] of values.entries()) {
            const row = rowSchema.safeParse(value);
            if (row.success) rows.push(row.data as unknown as OutboxRow);
            else await db.delete(STORE, keys[index] as IDBValidKey);
          }
          return rows;
        },
        () => memory.load(namespace),
      ),
    put: (namespace, row) =>
      onDisk(
        async (db) => void (await db.put(STORE, row, [namespace, row.cid])),
        () => memory.put(namespace, row),
      ),
    remove: (namespace, cid) =>
      onDisk(
        (db) => db.delete(STORE, [namespace, cid]),
        () => memory.remove(namespace, cid),
      ),
    clear: (namespace) =>
      onDisk(
        (db) => db.delete(STORE, range(namespace)),
        () => memory.clear(namespace),
      ),
  };
}
