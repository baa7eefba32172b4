import { isOrigin } from '@connective-chat/contracts/bot';
import type { Db } from '../db/open-database.ts';

/** The maximum number of origins per bot, because clients can send any origin. */
const KEPT = 20;

/** Stores an origin that was refused by a bot, unless it could not be allowed anyway. */
export async function keepRefusedOrigin(db: Db, botId: string, origin: string, at: Date): Promise<void> {
  if (!isOrigin(origin)) return;
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('refused_origins')
      .values({ bot_id: botId, origin, last_at: at })
      .onConflict((conflict) => conflict.columns(['bot_id', 'origin']).doUpdateSet({ last_at: at }))
      .execute();
    await trx
      .deleteFrom('refused_origins')
      .where('bot_id', '=', botId)
      .where('origin', 'not in', (query) =>
        query
          .selectFrom('refused_origins')
          .select('origin')
          .where('bot_id', '=', botId)
          .orderBy('last_at', 'desc')
          .orderBy('origin')
          .limit(KEPT),
      )
      .execute();
  });
}

/** The last refused origins, newest first. */
export const listRefusedOrigins = (db: Db, botId: string): Promise<{ origin: string; last_at: Date }[]> =>
  db
    .selectFrom('refused_origins')
    .select(['origin', 'last_at'])
    .where('bot_id', '=', botId)
    .orderBy('last_at', 'desc')
    .orderBy('origin')
    .execute();
