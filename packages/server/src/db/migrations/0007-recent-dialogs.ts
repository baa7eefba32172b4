import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const recentDialogs: Migration = {
  async up(db: Kysely<unknown>) {
    // The desk's lists are read newest first, page by page.
    await sql.raw('create index conversations_recent on conversations (last_at desc, id desc)').execute(db);
  },
};
