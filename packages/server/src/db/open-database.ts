import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Dialect, Kysely, type LogEvent, Migrator, PostgresDialect } from 'kysely';
import { createLogger, type Logger } from '../lib/logger.ts';
import { FailureLog } from './failure-log.ts';
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
import { refusedOrigins } from './migrations/0009-refused-origins.ts';
import { messageCorrections } from './migrations/0010-message-corrections.ts';
import { noAttachments } from './migrations/0011-no-attachments.ts';
import { stages } from './migrations/0012-stages.ts';
import { stoppedTurns } from './migrations/0013-stopped-turns.ts';
import { testConversations } from './migrations/0014-test-conversations.ts';
import { feedback } from './migrations/0015-feedback.ts';
import { deadlines } from './migrations/0016-deadlines.ts';
import { transcripts } from './migrations/0017-transcripts.ts';
import { openPGlite, toDamage } from './open-pglite.ts';
import { DEFAULT_CONNECTIONS, openPool } from './open-pool.ts';
import { PGliteDialect } from './pglite-dialect.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

export interface OpenDatabase {
  readonly db: Db;
  /** Random per generation of the store: a restart keeps it, a restored backup changes it. */
  readonly epoch: string;
  /** The key for signing file URLs; the same on every node of the store. */
  readonly fileKey: string;
  /** Signs the tokens by which devices that have logged in before are known. */
  readonly deviceKey: string;
  /** Whether no other process can use the store, so that a claim of another process is left over from an ended one. */
  readonly exclusive: boolean;
  /** Logs failures, with one line per database outage. */
  readonly failures: FailureLog;
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
  '0009-refused-origins': refusedOrigins,
  '0010-message-corrections': messageCorrections,
  '0011-no-attachments': noAttachments,
  '0012-stages': stages,
  '0013-stopped-turns': stoppedTurns,
  '0014-test-conversations': testConversations,
  '0015-feedback': feedback,
  '0016-deadlines': deadlines,
  '0017-transcripts': transcripts,
};

/** The names of the migrations of this version, in order. */
export const MIGRATIONS: readonly string[] = Object.keys(migrations);

async function runMigrations(db: Db, upTo: string | undefined, disableTransactions: boolean): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations }, disableTransactions });
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error) throw error;
}

/** Migrates the tables: all of it or, on an error, nothing. @param upTo the last migration to apply. Default: the latest */
export const migrate = (db: Db, upTo?: string): Promise<void> => runMigrations(db, upTo, false);

/** The same within a transaction that the connection is in. */
export const migrateWithin = (connection: Db, upTo?: string): Promise<void> => runMigrations(connection, upTo, true);

/** Reads a random value written by the first process, safe if two start at the same time. */
async function readOrMake(db: Db, key: string, bytes: number): Promise<string> {
  const value = randomBytes(bytes).toString('base64url');
  await db
    .insertInto('store')
    .values({ key, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await db.selectFrom('store').select('value').where('key', '=', key).executeTakeFirstOrThrow()).value;
}

/** The location of the store: Postgres, a folder, or memory. */
export interface StorePlace {
  readonly dataDir?: string | undefined;
  readonly databaseUrl?: string | undefined;
  /** The maximum number of connections to a Postgres. Default 20. */
  readonly databaseConnections?: number | undefined;
}

/** The location of the files of the embedded database. */
const databaseFolder = (dataDir: string) => join(dataDir, 'db');

interface Opened {
  readonly dialect: Dialect;
  readonly exclusive: boolean;
  /** Called when the database is closed. */
  unlock(): Promise<void>;
}

async function openEmbedded(dataDir: string | undefined): Promise<Opened> {
  if (dataDir === undefined) {
    const pglite = await PGlite.create();
    return { dialect: new PGliteDialect(pglite) as Dialect, exclusive: true, unlock: async () => {} };
  }
  await mkdir(dataDir, { recursive: true });
  const unlock = await lockFolder(dataDir);
  try {
    const pglite = await openPGlite(databaseFolder(dataDir));
    return { dialect: new PGliteDialect(pglite) as Dialect, exclusive: true, unlock };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function openDialect(place: StorePlace, isLimited: boolean): Promise<Opened> {
  const { databaseUrl, databaseConnections: connections = DEFAULT_CONNECTIONS } = place;
  if (!databaseUrl) return openEmbedded(place.dataDir);
  const dialect = new PostgresDialect({ pool: openPool(databaseUrl, { connections, isLimited }) });
  return { dialect, exclusive: false, unlock: async () => {} };
}

function toStore({ dialect, exclusive, unlock }: Opened, failures?: FailureLog) {
  const log =
    failures &&
    ((event: LogEvent) => {
      if (event.level === 'query') failures.databaseAnswered(event.query.sql);
      else failures.databaseFailed(event.error);
    });
  const db = new Kysely<Database>({ dialect, ...(log ? { log } : {}) });
  return {
    db,
    exclusive,
    async close() {
      await db.destroy();
      await unlock();
    },
  };
}

/** Opens the store without migrating it, and locks its folder until `close`. Queries have no timeouts. */
export async function openStore(place: StorePlace): Promise<Pick<OpenDatabase, 'db' | 'exclusive' | 'close'>> {
  return toStore(await openDialect(place, false));
}

/** Opens the store and migrates its tables; the embedded database is maintained until `close`. */
export async function openDatabase(place: StorePlace, logger: Logger = createLogger('silent')): Promise<OpenDatabase> {
  if (place.databaseUrl) {
    // On separate connections, because a migration may take longer than a request.
    const unlimited = await openStore(place);
    await migrate(unlimited.db).finally(unlimited.close);
  }
  const failures = new FailureLog(logger);
  const { db, exclusive, close } = toStore(await openDialect(place, true), failures);
  try {
    if (!place.databaseUrl) await migrate(db);
    const epoch = await readOrMake(db, 'epoch', 12);
    const fileKey = await readOrMake(db, 'file-key', 32);
    const deviceKey = await readOrMake(db, 'device-key', 32);
    if (!exclusive) return { db, epoch, fileKey, deviceKey, exclusive, failures, close };
    await maintainDatabase(db);
    const stopMaintenance = startMaintenance(db, logger);
    return {
      db,
      epoch,
      fileKey,
      deviceKey,
      exclusive,
      failures,
      async close() {
        await stopMaintenance();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw place.databaseUrl || place.dataDir === undefined ? error : toDamage(databaseFolder(place.dataDir), error);
  }
}
