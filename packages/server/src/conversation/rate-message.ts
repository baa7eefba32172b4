import type { ClientEvent } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { MessageRow } from '../db/schema.ts';
import { Refused } from '../lib/refusal.ts';

/** A message with its rating. */
export type RatedRow = Pick<MessageRow, 'id' | 'feedback' | 'feedback_reason' | 'feedback_rev'>;

const RATED_COLUMNS = ['id', 'feedback', 'feedback_reason', 'feedback_rev'] as const;

/** The number of ratings in an answer to `hello`. */
const MAX_RECENT = 50;

/**
 * Rates an agent's answer, or withdraws the rating. The row of the message orders the ratings of several tabs.
 *
 * @returns the rating as it is stored, and whether it was changed
 * @throws Refused INVALID if the conversation has no such answer
 */
export async function rateMessage(
  db: Db,
  conversationId: string,
  { messageId, value, reason }: ClientEvent<'feedback'>,
  now: number,
): Promise<{ readonly row: RatedRow; readonly changed: boolean }> {
  const text = value === null ? null : reason?.trim() || null;
  const changed = await db
    .updateTable('messages')
    .set({
      feedback: value,
      feedback_reason: text,
      feedback_rev: sql<number>`feedback_rev + 1`,
      feedback_at: new Date(now),
    })
    .where('id', '=', messageId)
    .where('conversation_id', '=', conversationId)
    .where('agent', '=', true)
    .where((eb) => eb.or([eb('feedback', 'is distinct from', value), eb('feedback_reason', 'is distinct from', text)]))
    .returning(RATED_COLUMNS)
    .executeTakeFirst();
  if (changed) return { row: changed, changed: true };
  const same = await db
    .selectFrom('messages')
    .select(RATED_COLUMNS)
    .where('id', '=', messageId)
    .where('conversation_id', '=', conversationId)
    .where('agent', '=', true)
    .executeTakeFirst();
  if (!same) throw new Refused('INVALID', 'messageId: there is no such answer of an agent.');
  return { row: same, changed: false };
}

/** The query of the ratings of a conversation that were changed last, also withdrawn ones, as `RatedRow`. */
export const recentRatings = (conversationId: string) => sql`
  select id, feedback, feedback_reason, feedback_rev from messages
  where conversation_id = ${conversationId} and feedback_rev > 0
  order by feedback_at desc limit ${MAX_RECENT}::int`;
