import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { DialogStatus, MessageRow } from '../db/schema.ts';

/** What stands in the way of a send. */
export interface Standing {
  readonly status: DialogStatus;
  /** Until when an answer is worked on; null where none is. */
  readonly thinkingUntil: Date | null;
  /** The same send, if it is in the log already. */
  readonly first: Pick<MessageRow, 'seq' | 'id' | 'at' | 'digest'> | null;
}

/** Reads all of it at once: a word of a visitor asks this twice, before its transaction and under its lock. */
export async function readStanding(db: Db, conversationId: string, cid: string): Promise<Standing> {
  const { status, deadline, seq, id, at, digest } = await db
    .selectFrom('conversations')
    .leftJoin('thinking', 'thinking.conversation_id', 'conversations.id')
    .leftJoin('messages', (join) =>
      join
        .onRef('messages.conversation_id', '=', 'conversations.id')
        .on('messages.sender_kind', '=', 'visitor')
        // Spelled as the index has it, which finds a cid among any number of others.
        .on(sql`coalesce(messages.sender_id, '')`, '=', '')
        .on('messages.cid', '=', cid),
    )
    .select(['conversations.status', 'thinking.deadline'])
    .select(['messages.seq', 'messages.id', 'messages.at', 'messages.digest'])
    .where('conversations.id', '=', conversationId)
    .executeTakeFirstOrThrow();
  const first = seq === null || id === null || at === null ? null : { seq, id, at, digest };
  return { status, thinkingUntil: deadline, first };
}
