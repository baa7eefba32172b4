import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table conversations add column test boolean not null default false`,
  `update conversations set test = true from bots where bots.id = bot_id and preview_of is not null`,
];

export const testConversations: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
