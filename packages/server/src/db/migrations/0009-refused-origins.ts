import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const refusedOrigins: Migration = {
  async up(db: Kysely<unknown>) {
    await sql
      .raw(
        `create table refused_origins (
          bot_id text not null references bots(id) on delete cascade,
          origin text not null,
          last_at timestamptz not null,
          primary key (bot_id, origin)
        )`,
      )
      .execute(db);
  },
};
