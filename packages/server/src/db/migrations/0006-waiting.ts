import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const waiting: Migration = {
  async up(db: Kysely<unknown>) {
    // Times are UTC in one format, so that their text order is their time order.
    await sql
      .raw(
        `create index conversations_until on conversations ((position->>'until')) where position->>'until' is not null`,
      )
      .execute(db);
  },
};
