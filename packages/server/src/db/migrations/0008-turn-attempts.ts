import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const turnAttempts: Migration = {
  async up(db: Kysely<unknown>) {
    // A turn that crashes its process would crash every process that takes it over.
    await sql.raw('alter table turns add column attempts integer not null default 0').execute(db);
  },
};
