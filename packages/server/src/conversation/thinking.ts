import type { WireThinking } from '@connective-chat/core/protocol';
import type { Db } from '../db/open-database.ts';
import type { ThinkingRow } from '../db/schema.ts';

export const findThinking = (db: Db, conversationId: string): Promise<ThinkingRow | undefined> =>
  db.selectFrom('thinking').selectAll().where('conversation_id', '=', conversationId).executeTakeFirst();

async function raiseRev(trx: Db, conversationId: string): Promise<number> {
  const { rev } = await trx
    .updateTable('conversations')
    .set((eb) => ({ rev: eb('rev', '+', 1) }))
    .where('id', '=', conversationId)
    .returning('rev')
    .executeTakeFirstOrThrow();
  return rev;
}

export interface Thought {
  readonly turnId: number;
  readonly turn: number | null;
  readonly text: string;
  readonly stage: string | null;
  readonly ttlMs: number;
}

/**
 * Puts a thinking in force, or the next stage of it. Its row locks the visitor's sending until the deadline;
 * a process that dies leaves a lock that ends by itself.
 *
 * @returns null if the turn is no longer under way
 */
export async function showThinking(
  db: Db,
  conversationId: string,
  thought: Thought,
  now: number,
): Promise<WireThinking | null> {
  return db.transaction().execute(async (trx) => {
    const rev = await raiseRev(trx, conversationId);
    // After the conversation's lock: who cancels a turn holds that lock too, so this cannot be outrun.
    const turn = await trx.selectFrom('turns').select('state').where('id', '=', thought.turnId).executeTakeFirst();
    if (turn?.state !== 'pending') return null;
    const row = {
      turn_id: thought.turnId,
      turn: thought.turn,
      rev,
      text: thought.text,
      stage: thought.stage,
      ttl_ms: thought.ttlMs,
      deadline: new Date(now + thought.ttlMs),
    };
    await trx
      .insertInto('thinking')
      .values({ conversation_id: conversationId, ...row })
      .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(row))
      .execute();
    return {
      rev,
      // A scenario's start answers no message: its turn is 0.
      turn: thought.turn ?? 0,
      on: true,
      text: thought.text,
      ...(thought.stage === null ? {} : { stage: thought.stage }),
      ttlMs: thought.ttlMs,
    };
  });
}

/**
 * Ends the thinking within a transaction.
 *
 * @param told whether a message of the bot that is written in the same transaction tells the clients
 * @returns what to push where nothing else tells them
 */
export async function endThinking(trx: Db, conversationId: string, told: boolean): Promise<WireThinking | null> {
  const ended = await trx
    .deleteFrom('thinking')
    .where('conversation_id', '=', conversationId)
    .returning('turn')
    .executeTakeFirst();
  if (!ended || told) return null;
  const rev = await raiseRev(trx, conversationId);
  return { rev, turn: ended.turn ?? 0, on: false, ttlMs: 0 };
}
