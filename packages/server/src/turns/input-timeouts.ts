import { sql } from 'kysely';
import { lockConversation } from '../conversation/conversations.ts';
import { enqueueTurn } from '../conversation/enqueue-turn.ts';
import type { FailureLog } from '../db/failure-log.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Closable } from '../lib/close-stack.ts';

const CHECK_MS = 1000;
const BATCH = 100;

/** Ends an expired wait for an input. @returns whether a turn has been enqueued */
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
    // The visitor has answered just in time.
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

/** Ends expired waits for inputs, including those from before a restart. */
export function watchInputTimeouts(
  { db, clock, failures }: { db: Db; clock: Clock; failures: FailureLog },
  schedule: (conversationId: string) => void,
  checkMs = CHECK_MS,
): Closable {
  async function look(): Promise<void> {
    const now = clock.now();
    const rows = await db
      .selectFrom('conversations')
      .select('id')
      .where(sql<boolean>`position->>'until' < ${new Date(now).toISOString()}`)
      .where('status', '=', 'bot')
      .limit(BATCH)
      .execute();
    for (const { id } of rows) if (await endWait(db, id, now)) schedule(id);
  }

  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => failures.warn(error, 'looking for input timeouts failed'))
      .finally(() => {
        looking = undefined;
      });
  }, checkMs);
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
