import { type Cursor, MAX_PAGE_SIZE, MAX_RESUME_SIZE } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import { compileOnce } from '../db/compile-once.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow } from '../db/schema.ts';
import { type RatedRow, recentRatings } from './rate-message.ts';
import type { ShownThinking } from './thinking.ts';

/** What a session is told of its conversation, beside messages. */
export type SessionConversation = Pick<
  ConversationRow,
  'head' | 'dialog_rev' | 'status' | 'started' | 'operator' | 'queue_position' | 'read_visitor' | 'read_operator'
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

/** The columns of `SessionConversation`. */
export const SESSION_COLUMNS = sql.raw(
  'head, dialog_rev, status, started, operator, queue_position, read_visitor, read_operator',
);

/** What a session says of its visitor, with JSON as text. */
export interface VisitorNews {
  readonly params: string;
  readonly locale: string;
  readonly meta: string | null;
}

interface ReadValues extends VisitorNews {
  readonly id: string;
  readonly after: number;
}

const buildRead = (hasCursor: boolean, hasNews: boolean) =>
  compileOnce((db, { id, after, params, locale, meta }: ReadValues) => ({
    compile: () => {
      const news = sql`with changed as (
        update conversations set params = ${params}::jsonb, locale = ${locale}::text, meta = ${meta}::jsonb
        where id = ${id} and (params <> ${params}::jsonb or locale <> ${locale}::text
          or meta is distinct from ${meta}::jsonb))`;
      const messages = hasCursor
        ? sql`seq >= ${after}::int order by seq limit ${sql.lit(MAX_RESUME_SIZE + 2)}`
        : sql`true order by seq desc limit ${sql.lit(MAX_PAGE_SIZE + 1)}`;
      const rated = hasCursor
        ? sql`(select jsonb_agg(rating) from (${recentRatings(id)}) as rating)`
        : sql`null::jsonb`;
      return sql<Row>`${hasNews ? news : sql``}
        select conversation.*, thought.shown, ${rated} as rated, message.*
        from (select ${SESSION_COLUMNS} from conversations where id = ${id}) as conversation
        left join lateral (
          select to_jsonb(thinking) || jsonb_build_object('stages', stages, 'created_at', created_at) as shown
          from thinking join turns on turns.id = thinking.turn_id where thinking.conversation_id = ${id}
        ) as thought on true
        left join lateral (
          select * from messages where conversation_id = ${id} and ${messages}
        ) as message on true
        order by message.seq`.compile(db);
    },
  }));

const reads = {
  page: { news: buildRead(false, true), plain: buildRead(false, false) },
  missed: { news: buildRead(true, true), plain: buildRead(true, false) },
};

/**
 * Reads what a session shows when it starts, in one statement: all of it belongs to the same moment, so that no thinking
 * is shown whose end is missed. The same statement stores what the session says of its visitor, if that has changed.
 *
 * @param cursor the end of the client's log, if it is of this epoch
 * @returns null if there is no such conversation
 */
export async function readSession(
  db: Db,
  conversationId: string,
  cursor: Cursor | null,
  news?: VisitorNews,
): Promise<SessionState | null> {
  const read = reads[cursor ? 'missed' : 'page'][news ? 'news' : 'plain'];
  const nothing = { params: '', locale: '', meta: null };
  const rows = await read(db, { id: conversationId, after: cursor?.after ?? 0, ...(news ?? nothing) });
  const [first] = rows;
  if (!first) return null;
  return {
    conversation: first,
    thinking: first.shown ? toThinking(first.shown) : undefined,
    rated: first.rated ?? [],
    messages: rows.flatMap((row) => (row.id === null ? [] : [row as SessionConversation & MessageRow])),
  };
}
