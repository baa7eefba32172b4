import type { Db } from '../db/open-database.ts';

/** The number of visitors of a bot waiting for an operator. */
export async function countQueue(db: Db, botId: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('conversations')
    .select(({ fn }) => fn.countAll().as('waiting'))
    .where('bot_id', '=', botId)
    .where('status', '=', 'queued')
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
