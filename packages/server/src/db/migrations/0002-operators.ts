import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

const statements = [
  // The operator as shown to the visitor; comparisons use `operator_id`.
  `alter table conversations add column operator jsonb`,
  `alter table conversations add column queue_position integer`,
  `create index conversations_queue on conversations (bot_id, queued_at, id) where status = 'queued'`,
  `create index conversations_operator on conversations (operator_id) where operator_id is not null`,
];

export const operators: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
