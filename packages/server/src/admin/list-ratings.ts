import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';

/** Which ratings are listed. */
export interface RatingQuery {
  readonly bot?: string | undefined;
  readonly value?: 'up' | 'down' | undefined;
  /** ISO 8601 in UTC, inclusive. */
  readonly from?: string | undefined;
  /** ISO 8601 in UTC, exclusive. */
  readonly until?: string | undefined;
  /** The `next` of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** What a visitor said: a text, or the label of a button. */
const QUESTION = sql<string>`coalesce(question.body->>'text', question.body->>'label', '')`;

/**
 * The ratings of answers, newest first, without those of test chats.
 *
 * @returns null for an invalid cursor
 */
export async function listRatings(db: Db, { bot, value, from, until, before, limit }: RatingQuery) {
  const [at, id] = before?.split(' ') ?? [];
  if (before !== undefined && (id === undefined || Number.isNaN(Date.parse(at ?? '')))) return null;
  let query = db
    .selectFrom('messages as answer')
    .innerJoin('conversations', 'conversations.id', 'answer.conversation_id')
    .leftJoin('messages as question', (join) =>
      join
        .onRef('question.conversation_id', '=', 'answer.conversation_id')
        .onRef('question.seq', '=', 'answer.turn')
        .on('question.sender_kind', '=', 'visitor'),
    )
    .select([
      'answer.id',
      'answer.conversation_id',
      'conversations.bot_id',
      'answer.feedback',
      'answer.feedback_reason',
      'answer.feedback_at',
      'answer.at',
      sql<string>`coalesce(answer.body->>'text', '')`.as('text'),
      QUESTION.as('question'),
    ])
    .where('answer.feedback', 'is not', null)
    .where('conversations.test', '=', false)
    .orderBy('answer.feedback_at', 'desc')
    .orderBy('answer.id', 'desc')
    .limit(limit + 1);
  if (bot !== undefined) query = query.where('conversations.bot_id', '=', bot);
  if (value !== undefined) query = query.where('answer.feedback', '=', value);
  if (from !== undefined) query = query.where('answer.feedback_at', '>=', new Date(from));
  if (until !== undefined) query = query.where('answer.feedback_at', '<', new Date(until));
  if (id !== undefined) {
    query = query.where(sql<boolean>`(answer.feedback_at, answer.id) < (${at}::timestamptz, ${id})`);
  }
  const rows = await query.execute();
  const items = rows.slice(0, limit).flatMap((row) => {
    const { feedback, feedback_at: ratedAt } = row;
    if (feedback === null || ratedAt === null) return [];
    return [
      {
        conversation: row.conversation_id,
        botId: row.bot_id,
        message: row.id,
        value: feedback,
        reason: row.feedback_reason,
        at: ratedAt.toISOString(),
        question: row.question,
        answer: row.text,
        answeredAt: row.at.toISOString(),
      },
    ];
  });
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.at} ${last.message}` : null };
}
