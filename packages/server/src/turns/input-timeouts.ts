import { sql } from 'kysely';
import { lockConversation } from '../conversation/conversations.ts';
import { enqueueTurn } from '../conversation/enqueue-turn.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';

const CHECK_MS = 1000;
const BATCH = 100;

/** Ends a wait that has lasted too long. @returns whether a turn waits to be run now */
async function endWait(db: Db, conversationId: string, now: number): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const conversation = await lockConversation(trx, conversationId);
    const { position } = conversation;
    if (!position?.until || Date.parse(position.until) > now || conversation.status !== 'bot') return false;
    const answering = await trx
      .selectFrom('turns')
      .select('id')
      .where('conversation_id', '=', conversationId)
      .where('state', '=', 'pending')
      .executeTakeFirst();
    // The visitor has answered in the last moment.
    if (answering) return false;
    await trx
      .updateTable('conversations')
      .set({ position: sql`position - 'until'` })
      .where('id', '=', conversationId)
      .execute();
    await enqueueTurn(
      trx,
      {
        conversationId,
        key: `timeout:${conversation.head}`,
        seq: null,
        input: { kind: 'timeout', node: position.node },
        params: conversation.params,
        locale: conversation.locale,
      },
      now,
    );
    return true;
  });
}

/** Watches the inputs that are waited for with a limit, those that began before a restart too. @returns stops it */
export function watchInputTimeouts(
  { db, clock, logger }: { db: Db; clock: Clock; logger: Logger },
  kick: (conversationId: string) => void,
  checkMs = CHECK_MS,
): () => Promise<void> {
  async function look(): Promise<void> {
    const now = clock.now();
    const rows = await db
      .selectFrom('conversations')
      .select('id')
      .where(sql<boolean>`position->>'until' < ${new Date(now).toISOString()}`)
      .where('status', '=', 'bot')
      .limit(BATCH)
      .execute();
    for (const { id } of rows) if (await endWait(db, id, now)) kick(id);
  }

  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: Error) => logger.warn({ error: error.message }, 'looking for late answers failed'))
      .finally(() => {
        looking = undefined;
      });
  }, checkMs);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
