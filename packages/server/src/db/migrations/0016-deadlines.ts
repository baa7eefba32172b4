import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const deadlines: Migration = {
  async up(db: Kysely<unknown>) {
    // Kept with the thinking, so that a reload and another process know what to show after the deadline.
    await sql.raw('alter table thinking add column overdue jsonb').execute(db);
  },
};
