import { type Kysely, sql } from 'kysely';
import type { Logger } from '../lib/logger.ts';
import type { Database } from './schema.ts';

const CHECK_MS = 60_000;
/** A table is analyzed after this many changed rows plus this fraction of the table, as in Postgres by default. */
const CHANGED_ROWS = 50;
const CHANGED_PART = 0.1;
/** A table is vacuumed after this many dead rows plus this fraction of the table. */
const DEAD_PART = 0.2;

/* The numbers are written into the statement: as parameters they would take the type of the column beside them. */

interface Table {
  readonly name: string;
  readonly is_dead: boolean;
}

/**
 * Replaces autovacuum, which the embedded database lacks: without statistics the planner scans whole tables,
 * and a search in 60,000 messages takes 200 times as long and blocks every other query.
 *
 * @returns the maintained tables
 */
export async function maintainDatabase(db: Kysely<Database>): Promise<string[]> {
  // The change counters are lost when the process is killed; the table's size on disk is not.
  const { rows } = await sql<Table>`
    select stat.relname as name, n_dead_tup > ${sql.lit(CHANGED_ROWS)} + ${sql.lit(DEAD_PART)} * greatest(reltuples, 0) as is_dead
    from pg_stat_user_tables stat join pg_class on pg_class.oid = stat.relid
    where n_dead_tup > ${sql.lit(CHANGED_ROWS)} + ${sql.lit(DEAD_PART)} * greatest(reltuples, 0)
      or n_mod_since_analyze > ${sql.lit(CHANGED_ROWS)} + ${sql.lit(CHANGED_PART)} * greatest(reltuples, 0)
      or pg_relation_size(stat.relid) / current_setting('block_size')::int > 10 + ${sql.lit(1 + CHANGED_PART)} * relpages
  `.execute(db);
  for (const { name, is_dead } of rows) {
    await sql`${sql.raw(is_dead ? 'vacuum (analyze)' : 'analyze')} ${sql.table(name)}`.execute(db);
  }
  return rows.map(({ name }) => name);
}

/** Maintains the embedded database at intervals. @returns a function that stops it */
export function startMaintenance(db: Kysely<Database>, logger: Logger | undefined): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= maintainDatabase(db)
      .catch((error: Error) => logger?.warn({ error: error.message }, 'maintaining the database failed'))
      .finally(() => {
        running = undefined;
      });
  }, CHECK_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
