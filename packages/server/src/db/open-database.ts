import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Dialect, Kysely, Migrator, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../lib/logger.ts';
import { lockFolder } from './lock-folder.ts';
import { maintainDatabase, startMaintenance } from './maintain-database.ts';
import { conversations } from './migrations/0001-conversations.ts';
import { operators } from './migrations/0002-operators.ts';
import { files } from './migrations/0003-files.ts';
import { nodes } from './migrations/0004-nodes.ts';
import { administration } from './migrations/0005-administration.ts';
import { waiting } from './migrations/0006-waiting.ts';
import { recentDialogs } from './migrations/0007-recent-dialogs.ts';
import { turnAttempts } from './migrations/0008-turn-attempts.ts';
import { PGliteDialect } from './pglite-dialect.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

export interface OpenDatabase {
  readonly db: Db;
  /** Random per generation of the store: a restart keeps it, a restored backup rotates it. */
  readonly epoch: string;
  /** Signs the addresses of files; every node of the store has the same. */
  readonly fileKey: string;
  /** Whether no other process can write here, so that whatever was left claimed was left by the dead. */
  readonly exclusive: boolean;
  close(): Promise<void>;
}

const migrations = {
  '0001-conversations': conversations,
  '0002-operators': operators,
  '0003-files': files,
  '0004-nodes': nodes,
  '0005-administration': administration,
  '0006-waiting': waiting,
  '0007-recent-dialogs': recentDialogs,
  '0008-turn-attempts': turnAttempts,
};

/** How long a request waits for a database that does not answer. */
const CONNECT_MS = 10_000;

/** Names of all that this version knows, in their order. */
export const MIGRATIONS: readonly string[] = Object.keys(migrations);

async function runMigrations(db: Db, upTo: string | undefined, disableTransactions: boolean): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations }, disableTransactions });
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error) throw error;
}

/** Brings the tables to a state, the latest if none is named: all of it or, on an error, nothing. */
export const migrate = (db: Db, upTo?: string): Promise<void> => runMigrations(db, upTo, false);

/** The same within a transaction that the connection is in. */
export const migrateWithin = (connection: Db, upTo?: string): Promise<void> => runMigrations(connection, upTo, true);

/** The first process writes it, every later one reads it: also when two begin at once. */
async function readOrMake(db: Db, key: string, bytes: number): Promise<string> {
  const value = randomBytes(bytes).toString('base64url');
  await db
    .insertInto('store')
    .values({ key, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await db.selectFrom('store').select('value').where('key', '=', key).executeTakeFirstOrThrow()).value;
}

/** Where the store is: a Postgres, a folder, or else memory. */
export interface StorePlace {
  readonly dataDir?: string | undefined;
  readonly databaseUrl?: string | undefined;
}

async function openDialect(options: StorePlace) {
  if (options.databaseUrl) {
    const pool = new pg.Pool({
      connectionString: options.databaseUrl,
      max: 10,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: 'connective-chat',
    });
    // A connection that breaks, idle or in use, is replaced by the pool; unheard, the event would end the process.
    pool.on('error', () => {});
    pool.on('connect', (client) => void client.on('error', () => {}));
    return { dialect: new PostgresDialect({ pool }) as Dialect, exclusive: false, unlock: async () => {} };
  }
  if (!options.dataDir) {
    const pglite = await PGlite.create();
    return { dialect: new PGliteDialect(pglite) as Dialect, exclusive: true, unlock: async () => {} };
  }
  await mkdir(options.dataDir, { recursive: true });
  const unlock = await lockFolder(options.dataDir);
  try {
    const pglite = await PGlite.create(join(options.dataDir, 'db'));
    return { dialect: new PGliteDialect(pglite) as Dialect, exclusive: true, unlock };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Opens the store as it is, and holds its folder until `close`. */
export async function openStore(options: StorePlace): Promise<Pick<OpenDatabase, 'db' | 'exclusive' | 'close'>> {
  const { dialect, exclusive, unlock } = await openDialect(options);
  const db = new Kysely<Database>({ dialect });
  return {
    db,
    exclusive,
    async close() {
      await db.destroy();
      await unlock();
    },
  };
}

/** Opens the store, brings its tables up to date and, where it is the embedded one, maintains them until `close`. */
export async function openDatabase(options: StorePlace & { logger?: Logger }): Promise<OpenDatabase> {
  const { db, exclusive, close } = await openStore(options);
  try {
    await migrate(db);
    const epoch = await readOrMake(db, 'epoch', 12);
    const fileKey = await readOrMake(db, 'file-key', 32);
    if (!exclusive) return { db, epoch, fileKey, exclusive, close };
    await maintainDatabase(db);
    const stopMaintenance = startMaintenance(db, options.logger);
    return {
      db,
      epoch,
      fileKey,
      exclusive,
      async close() {
        await stopMaintenance();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
