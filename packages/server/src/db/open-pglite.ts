import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DamagedDatabaseError } from './damaged-database-error.ts';
import { codeOf } from './database-errors.ts';

/** The version of Postgres that wrote the folder. Without this check PGlite would create a new database over it. */
const VERSION_FILE = 'PG_VERSION';

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Opens the embedded database in a folder; an empty or missing folder becomes a new one.
 *
 * @throws DamagedDatabaseError if the files are those of no database that can be opened
 */
export async function openPGlite(folder: string): Promise<PGlite> {
  const files = await readdir(folder).catch((): string[] => []);
  if (files.length > 0 && !files.includes(VERSION_FILE)) {
    throw new DamagedDatabaseError(folder, `there is no ${join(folder, VERSION_FILE)}`);
  }
  try {
    return await PGlite.create(folder);
  } catch (error) {
    // If the folder existed before, an error of the start is caused by its files.
    if (files.length === 0) throw error;
    throw new DamagedDatabaseError(folder, messageOf(error), error);
  }
}

/** SQLSTATE codes by which Postgres reports that its files are not what it wrote. */
const DAMAGE = new Set([
  'XX001', // data_corrupted
  'XX002', // index_corrupted
  '58P01', // undefined_file
]);

/** Converts an error of the first queries to that of a damaged database, if it is one. */
export const toDamage = (folder: string, error: unknown): unknown =>
  DAMAGE.has(codeOf(error)) ? new DamagedDatabaseError(folder, messageOf(error), error) : error;
