import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const transcripts: Migration = {
  async up(db: Kysely<unknown>) {
    // A column of the turn, so that its owner writes it under the same conditions as the outcome of a step.
    await sql.raw('alter table turns add column transcript jsonb').execute(db);
  },
};
