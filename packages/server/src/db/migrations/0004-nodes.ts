import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

const statements = [
  // Pushes too large for NOTIFY are stored here and announced by id; the adapter deletes them later.
  `create table socket_io_attachments (
    id bigserial primary key,
    created_at timestamptz not null default now(),
    payload bytea
  )`,
  // The operators connected to each node, valid until the node's entry expires.
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
