import * as z from 'zod/mini';

/*
 * A backup is gzipped JSON, one value per line: a header, parts of tables, an end. It does not depend on the
 * file format of a database, so that a backup of the embedded database can be restored into Postgres, and by a later
 * version of either.
 */

const FORMAT = 'connective-chat-backup';

export const headerSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  at: z.string(),
  /** The schema version: every applied migration. */
  migrations: z.readonly(z.array(z.string()).check(z.minLength(1))),
});
export type BackupHeader = z.infer<typeof headerSchema>;

export const pieceSchema = z.union([
  z.object({ table: z.string(), rows: z.array(z.unknown()) }),
  z.object({ end: z.literal(true), rows: z.number() }),
]);

export const headerOf = (at: Date, migrations: readonly string[]): string =>
  JSON.stringify({ format: FORMAT, version: 1, at: at.toISOString(), migrations } satisfies BackupHeader);

/**
 * Tables without a backup: the presence of operators, pushes between nodes (a table of earlier versions), and tokens,
 * because a session that has been ended must not become valid again.
 */
export const LEFT_OUT: readonly string[] = [
  'kysely_migration',
  'kysely_migration_lock',
  'socket_io_attachments',
  'operator_presence',
  'account_tokens',
];
