import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

const statements = [
  // A push too large for a NOTIFY lies here while its number goes round; the adapter deletes it after a while.
  `create table socket_io_attachments (
    id bigserial primary key,
    created_at timestamptz not null default now(),
    payload bytea
  )`,
  // Which operators are connected to which node, for as long as that node says so.
  `create table operator_presence (
    operator_id text not null,
    node text not null,
    until timestamptz not null,
    primary key (operator_id, node)
  )`,
];

export const nodes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
