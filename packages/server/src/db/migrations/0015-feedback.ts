import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `alter table messages
    add column agent boolean not null default false,
    add column sources_shown boolean not null default false,
    add column feedback text,
    add column feedback_reason text,
    add column feedback_rev integer not null default 0,
    add column feedback_at timestamptz`,
  // For the answer to `hello`, which repairs lost pushes.
  'create index messages_rated on messages (conversation_id, feedback_at) where feedback_rev > 0',
  // For the list in the settings.
  'create index messages_feedback on messages (feedback_at, id) where feedback is not null',
];

export const feedback: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
