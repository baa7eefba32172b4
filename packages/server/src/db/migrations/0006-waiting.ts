import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const waiting: Migration = {
  async up(db: Kysely<unknown>) {
    // Times in UTC of one form: their order is that of their texts.
    await sql
      .raw(
        `create index conversations_until on conversations ((position->>'until')) where position->>'until' is not null`,
      )
      .execute(db);
  },
};
