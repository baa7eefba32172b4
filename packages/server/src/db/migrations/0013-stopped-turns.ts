import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const stoppedTurns: Migration = {
  async up(db: Kysely<unknown>) {
    // The draft is needed for a turn that is stopped after the process that ran it has ended.
    await sql.raw('alter table turns add column stop text, add column draft jsonb').execute(db);
    await sql.raw('alter table messages add column stopped boolean not null default false').execute(db);
  },
};
