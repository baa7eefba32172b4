import { type Cursor, MAX_PAGE_SIZE, MAX_RESUME_SIZE } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow } from '../db/schema.ts';
import { type RatedRow, recentRatings } from './rate-message.ts';
import type { ShownThinking } from './thinking.ts';

/** What a session is told of its conversation, beside messages. */
export type SessionConversation = Pick<
  ConversationRow,
  'head' | 'dialog_rev' | 'status' | 'operator' | 'queue_position' | 'read_visitor' | 'read_operator'
>;

/** A conversation at one moment, as a session needs it. */
export interface SessionState {
  readonly conversation: SessionConversation;
  readonly thinking: ShownThinking | undefined;
  /** The ratings that were changed last; none without a cursor, because they come with the messages. */
  readonly rated: readonly RatedRow[];
  /** The message at the cursor and those after it, or the newest ones; oldest first, and one more than an answer holds. */
  readonly messages: readonly MessageRow[];
}

/** Times within JSON are text. */
type ThinkingJson = Omit<ShownThinking, 'deadline' | 'created_at'> & {
  readonly deadline: string;
  readonly created_at: string;
};

type Row = SessionConversation & { readonly rated: RatedRow[] | null; readonly shown: ThinkingJson | null } & {
  /** All of them are null if there is no message. */
  readonly [K in keyof MessageRow]: MessageRow[K] | null;
};

const toThinking = (shown: ThinkingJson): ShownThinking => ({
  ...shown,
  deadline: new Date(shown.deadline),
  created_at: new Date(shown.created_at),
});

/**
 * Reads what a session shows when it starts, in one statement: all of it belongs to the same moment, so that no thinking
 * is shown whose end is missed.
 *
 * @param cursor the end of the client's log, if it is of this epoch
 */
export async function readSession(db: Db, conversationId: string, cursor: Cursor | null): Promise<SessionState> {
  const messages = cursor
    ? sql`seq >= ${cursor.after}::int order by seq limit ${MAX_RESUME_SIZE + 2}::int`
    : sql`true order by seq desc limit ${MAX_PAGE_SIZE + 1}::int`;
  const { rows } = await sql<Row>`
    select conversation.head, conversation.dialog_rev, conversation.status, conversation.operator,
      conversation.queue_position, conversation.read_visitor, conversation.read_operator, thought.shown,
      ${cursor ? sql`(select jsonb_agg(rating) from (${recentRatings(conversationId)}) as rating)` : sql`null::jsonb`}
        as rated, message.*
    from conversations as conversation
    left join lateral (
      select to_jsonb(thinking) || jsonb_build_object('stages', stages, 'created_at', created_at) as shown
      from thinking join turns on turns.id = thinking.turn_id where thinking.conversation_id = conversation.id
    ) as thought on true
    left join lateral (
      select * from messages where conversation_id = conversation.id and ${messages}
    ) as message on true
    where conversation.id = ${conversationId}
    order by message.seq`.execute(db);
  const [first] = rows;
  if (!first) throw new Error('There is no such conversation.');
  return {
    conversation: first,
    thinking: first.shown ? toThinking(first.shown) : undefined,
    rated: first.rated ?? [],
    messages: rows.flatMap((row) => (row.id === null ? [] : [row as SessionConversation & MessageRow])),
  };
}
