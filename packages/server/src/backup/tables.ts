import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';

export interface Table {
  readonly name: string;
  /** The stored columns, without generated ones. */
  readonly columns: readonly string[];
  /** Whether a row may contain a file. */
  readonly isBinary: boolean;
}

/** The tables of the store, from the catalogue of the database. */
export async function listTables(db: Db): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select table_name as name, json_agg(column_name order by ordinal_position) as columns,
      bool_or(data_type = 'bytea') as "isBinary"
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = current_schema() and table_type = 'BASE TABLE' and is_generated = 'NEVER'
    group by table_name order by table_name
  `.execute(db);
  return rows;
}

export interface Reference {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** The foreign keys of all tables. */
export async function listReferences(db: Db): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select relname as table, conname as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and relnamespace = current_schema()::regnamespace
  `.execute(db);
  return rows;
}

export interface Counter {
  readonly table: string;
  readonly column: string;
  readonly sequence: string;
}

/** The columns with a sequence. */
export async function listCounters(db: Db): Promise<Counter[]> {
  const { rows } = await sql<Counter>`
    select table_name as table, column_name as column,
      pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
    from information_schema.columns
    where table_schema = current_schema()
      and pg_get_serial_sequence(quote_ident(table_name), column_name) is not null
  `.execute(db);
  return rows;
}
