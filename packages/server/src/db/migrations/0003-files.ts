import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

const statements = [
  // The bytes are stored in the database, so that files are in the same backup as their messages, and on every node.
  `create table files (
    id text primary key,
    conversation_id text not null references conversations(id) on delete cascade,
    bot_id text not null,
    name text not null,
    mime text not null,
    size integer not null,
    token_hash text,
    token_until timestamptz not null,
    content bytea,
    sent boolean not null default false,
    created_at timestamptz not null
  )`,
  `create unique index files_token on files (token_hash) where token_hash is not null`,
  `create index files_unsent on files (conversation_id, created_at) where not sent`,
  // Pictures and archives are already compressed.
  `alter table files alter column content set storage external`,
];

export const files: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
