import type { Db } from '../db/open-database.ts';
import type { MessageRow, TurnRow } from '../db/schema.ts';
import type { AgentHistoryItem } from './agent.types.ts';

/** The text of a message, if it has any for an agent. */
function wordsOf({ body }: Pick<MessageRow, 'body'>): string | null {
  if (body.type === 'text') return body.text;
  return body.type === 'press' ? body.label : null;
}

/** The messages of the dialog before the turn. */
export async function readHistory(db: Db, turn: TurnRow, limit: number): Promise<AgentHistoryItem[]> {
  if (limit === 0) return [];
  const rows = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(['messages.sender_kind', 'messages.body'])
    .where('messages.conversation_id', '=', turn.conversation_id)
    .whereRef('messages.dialog', '=', 'conversations.dialog')
    .where('messages.sender_kind', '<>', 'system')
    .$if(turn.seq !== null, (query) => query.where('messages.seq', '<', turn.seq ?? 0))
    .orderBy('messages.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().flatMap(({ sender_kind: by, body }) => {
    const text = wordsOf({ body });
    return by === 'system' || text === null ? [] : [{ by, text }];
  });
}
