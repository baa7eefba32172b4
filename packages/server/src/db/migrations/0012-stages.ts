import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const stages: Migration = {
  async up(db: Kysely<unknown>) {
    // A column of the turn and not of its thinking, which ends with each node: the list continues until a message takes
    // it.
    await sql.raw("alter table turns add column stages jsonb not null default '[]'").execute(db);
    await sql.raw('alter table messages add column stages jsonb').execute(db);
  },
};
