import type { Db } from '../db/open-database.ts';
import type { ConversationRow } from '../db/schema.ts';

/** Whether operators want to hear no more of a visitor. */
export async function isBanned(db: Db, conversation: ConversationRow): Promise<boolean> {
  const ban = await db
    .selectFrom('bans')
    .select('visitor_id')
    .where('bot_id', '=', conversation.bot_id)
    .where('visitor_id', '=', conversation.visitor_id)
    .executeTakeFirst();
  return ban !== undefined;
}
