import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import { toJson } from '../db/json.ts';
import { type Db, MIGRATIONS, migrateWithin } from '../db/open-database.ts';
import { ConfigError } from '../lib/config-error.ts';
import { type BackupHeader, headerSchema, LEFT_OUT, pieceSchema } from './backup-format.ts';
import { listCounters, listReferences, listTables } from './tables.ts';

class BrokenBackup extends ConfigError {
  constructor(file: string, reason: string) {
    super(`${file} cannot be restored: ${reason}.`);
  }
}

function parse(file: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BrokenBackup(file, 'a line of it is damaged');
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = createGunzip().setEncoding('utf8');
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  // Read in chunks, because a line may contain a whole file.
  let parts: string[] = [];
  try {
    for await (const chunk of unpacked as AsyncIterable<string>) {
      const [first = '', ...others] = chunk.split('\n');
      parts.push(first);
      for (const other of others) {
        yield parts.join('');
        parts = [other];
      }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BrokenBackup(
      file,
      code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? 'damaged'})`,
    );
  } finally {
    source.destroy();
    unpacked.destroy();
  }
  const last = parts.join('');
  if (last !== '') yield last;
}

function readHeader(file: string, line: string | undefined): BackupHeader {
  const header = line === undefined ? undefined : headerSchema.safeParse(parse(file, line));
  if (!header?.success) throw new BrokenBackup(file, 'it is no backup of this server');
  const unknown = header.data.migrations.filter((name) => !MIGRATIONS.includes(name));
  if (unknown.length > 0) {
    throw new BrokenBackup(file, `it was made by a later version, which knows ${unknown.join(', ')}`);
  }
  return header.data;
}

async function checkEmpty(trx: Db): Promise<void> {
  if ((await listTables(trx)).length === 0) return;
  throw new ConfigError(
    'A backup is restored into an empty database, so that nothing can be overwritten: use a new folder with --data, ' +
      'or a new database with DATABASE_URL, and start the server on that.',
  );
}

async function load(trx: Db, file: string, lines: AsyncGenerator<string>): Promise<number> {
  const tables = new Map((await listTables(trx)).map((table) => [table.name, table]));
  let rows = 0;
  for await (const line of lines) {
    const piece = pieceSchema.safeParse(parse(file, line));
    if (!piece.success) throw new BrokenBackup(file, 'a line of it is not understood');
    if ('end' in piece.data) {
      if (piece.data.rows !== rows) throw new BrokenBackup(file, 'rows are missing');
      return rows;
    }
    const table = tables.get(piece.data.table);
    if (!table || LEFT_OUT.includes(table.name)) throw new BrokenBackup(file, `it names a table ${piece.data.table}`);
    const columns = sql.join(table.columns.map((column) => sql.ref(column)));
    await sql`
      insert into ${sql.table(table.name)} (${columns}) overriding system value
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table.name)}, ${toJson(piece.data.rows)}::jsonb)
    `.execute(trx);
    rows += piece.data.rows.length;
  }
  throw new BrokenBackup(file, 'its end is missing');
}

/** Starts a new epoch of the store: every client discards its log and loads it again. */
async function rotate(trx: Db): Promise<void> {
  const epoch = randomBytes(12).toString('base64url');
  await trx.updateTable('store').set({ value: epoch }).where('key', '=', 'epoch').execute();
  // Claimed by processes of the other store.
  await trx.updateTable('turns').set({ claimed_by: null, lease_until: null }).execute();
}

/** A transaction that may run migrations, which Kysely's own `transaction()` does not allow. */
function inTransaction<T>(db: Db, run: (connection: Db) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql`begin`.execute(connection);
    try {
      const result = await run(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

/**
 * Restores a backup into an empty store and migrates it, in one transaction.
 *
 * @returns the number of rows and the time of the backup
 * @throws ConfigError if the store is not empty, or the file is damaged, incomplete or of a later version
 */
export async function restore(db: Db, file: string): Promise<{ rows: number; at: string }> {
  return inTransaction(db, async (trx) => {
    await checkEmpty(trx);
    const lines = linesOf(file);
    const header = readHeader(file, (await lines.next()).value);
    await migrateWithin(trx, header.migrations.at(-1));
    const references = await listReferences(trx);
    // Rows are not ordered by their references, so foreign keys are checked at the end.
    for (const { table, name } of references) {
      await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(trx);
    }
    // Rows inserted by migrations are replaced by those of the backup.
    for (const { name } of await listTables(trx)) {
      if (!LEFT_OUT.includes(name)) await sql`delete from ${sql.table(name)}`.execute(trx);
    }
    const rows = await load(trx, file, lines);
    for (const { table, name, definition } of references) {
      await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(trx);
    }
    for (const { table, column, sequence } of await listCounters(trx)) {
      await sql`select setval(${sequence}, max(${sql.ref(column)})) from ${sql.table(table)} having max(${sql.ref(column)}) is not null`.execute(
        trx,
      );
    }
    await migrateWithin(trx);
    await rotate(trx);
    return { rows, at: header.at };
  });
}
