import { sql } from 'kysely';
import { compileOnce } from '../db/compile-once.ts';
import type { Db } from '../db/open-database.ts';
import type { DialogStatus, MessageRow } from '../db/schema.ts';
import type { TurnConversation } from './instant-answer.ts';

/** The state that decides whether a send is accepted. */
export interface SendState {
  readonly status: DialogStatus;
  /** The seq of the last message. */
  readonly head: number;
  /** The rev of the last change of "agent thinking". */
  readonly rev: number;
  /** The deadline of the current thinking; null if there is none. */
  readonly thinkingUntil: Date | null;
  /** The message already stored for this cid; null for a new cid. */
  readonly first: Pick<MessageRow, 'seq' | 'id' | 'at' | 'digest'> | null;
  /** Whether a turn waits or runs. */
  readonly hasTurn: boolean;
  /** What the answer depends on. */
  readonly conversation: TurnConversation;
  /** The transaction that wrote the row of the conversation: `xmin`. Every change of who answers what changes the row. */
  readonly version: string;
}

/** One query, because every send reads this, and some of them again under the lock. */
const findState = compileOnce((db, { id, cid }: { readonly id: string; readonly cid: string }) =>
  db
    .selectFrom('conversations')
    .leftJoin('thinking', 'thinking.conversation_id', 'conversations.id')
    .leftJoin('messages', (join) =>
      join
        .onRef('messages.conversation_id', '=', 'conversations.id')
        .on('messages.sender_kind', '=', 'visitor')
        // Written as in the index, so that Postgres uses it.
        .on(sql`coalesce(messages.sender_id, '')`, '=', '')
        .on('messages.cid', '=', cid),
    )
    .select(['conversations.status', 'conversations.head', 'conversations.rev', 'thinking.deadline'])
    .select(['messages.seq', 'messages.id', 'messages.at', 'messages.digest'])
    .select(['bot_id', 'position', 'vars', 'scenario_version', 'banned'])
    .select([
      sql<string>`conversations.xmin::text`.as('version'),
      sql<boolean>`exists (
        select 1 from turns where turns.conversation_id = conversations.id and turns.state = 'pending'
      )`.as('has_turn'),
    ])
    .where('conversations.id', '=', id),
);

export async function readSendState(db: Db, conversationId: string, cid: string): Promise<SendState> {
  const [row] = await findState(db, { id: conversationId, cid });
  if (!row) throw new Error('There is no such conversation.');
  const { status, head, rev, deadline, seq, id, at, digest, has_turn, version } = row;
  const { bot_id, position, vars, scenario_version, banned } = row;
  return {
    status,
    head,
    rev,
    thinkingUntil: deadline,
    first: seq === null || id === null || at === null ? null : { seq, id, at, digest },
    hasTurn: has_turn,
    conversation: { bot_id, position, vars, scenario_version, banned },
    version,
  };
}
