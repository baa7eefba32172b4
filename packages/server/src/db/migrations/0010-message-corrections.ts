import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const messageCorrections: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('alter table messages add column edited timestamptz').execute(db);
  },
};
