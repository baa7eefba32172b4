import { createWriteStream } from 'node:fs';
import { link, unlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';
import { ConfigError } from '../lib/config-error.ts';
import { headerOf, LEFT_OUT } from './backup-format.ts';
import { listTables, type Table } from './tables.ts';

/** Rows per line; one if a row may contain a whole file. */
const ROWS = 500;

async function* linesOf(trx: Db, { name, columns, isBinary }: Table): AsyncGenerator<{ line: string; rows: number }> {
  const picked = sql.join(columns.map((column) => sql.ref(column)));
  await sql`
    declare backup no scroll cursor for
    select to_jsonb(picked)::text as row from (select ${picked} from ${sql.table(name)}) as picked
  `.execute(trx);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(isBinary ? 1 : ROWS)} from backup`.execute(trx);
    if (rows.length === 0) break;
    const line = `{"table":${JSON.stringify(name)},"rows":[${rows.map(({ row }) => row).join(',')}]}\n`;
    yield { line, rows: rows.length };
  }
  await sql`close backup`.execute(trx);
}

/** A consistent snapshot of the store. */
async function* readStore(trx: Db, count: (rows: number) => void): AsyncGenerator<string> {
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(trx);
  yield `${headerOf(
    new Date(),
    done.rows.map(({ name }) => name),
  )}\n`;
  let total = 0;
  for (const table of await listTables(trx)) {
    if (LEFT_OUT.includes(table.name)) continue;
    for await (const { line, rows } of linesOf(trx, table)) {
      total += rows;
      yield line;
    }
  }
  yield `${JSON.stringify({ end: true, rows: total })}\n`;
  count(total);
}

async function checkStore(db: Db): Promise<void> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass('kysely_migration') is not null as found`.execute(
    db,
  );
  if (!rows[0]?.found) throw new ConfigError('There is nothing to back up: no server has used this database yet.');
}

/**
 * Writes the whole store, with conversations and the bots' secrets, to a file that only its owner can read.
 * A Postgres database may be in use meanwhile. The file appears when it is complete.
 *
 * @returns the number of rows
 * @throws ConfigError if the file exists, or there is no store
 */
export async function backup(db: Db, file: string): Promise<number> {
  await checkStore(db);
  const unfinished = `${file}.unfinished`;
  let rows = 0;
  try {
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((trx) =>
        pipeline(
          Readable.from(readStore(trx, (count) => (rows = count))),
          createGzip(),
          createWriteStream(unfinished, { mode: 0o600, flush: true }),
        ),
      );
    // Unlike rename, link never replaces an existing file.
    await link(unfinished, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new ConfigError(`${file} exists already and was not changed.`);
    if (code === 'ENOENT' || code === 'EACCES') throw new ConfigError(`${file} cannot be written: ${code}.`);
    throw error;
  } finally {
    await unlink(unfinished).catch(() => {});
  }
  return rows;
}
