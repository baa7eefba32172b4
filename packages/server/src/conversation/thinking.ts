import type { ThinkingStep, WireThinking } from '@connective-chat/core/protocol';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ThinkingRow, TurnRow } from '../db/schema.ts';

/** A thinking, with the stages of its turn. */
export type ShownThinking = ThinkingRow & Pick<TurnRow, 'stages'>;

const selectThinking = (db: Db) =>
  db
    .selectFrom('thinking')
    .innerJoin('turns', 'turns.id', 'thinking.turn_id')
    .selectAll('thinking')
    .select('turns.stages');

export const findThinking = (db: Db, conversationId: string): Promise<ShownThinking | undefined> =>
  selectThinking(db).where('thinking.conversation_id', '=', conversationId).executeTakeFirst();

/** The thinking of several conversations, by their ids. */
export async function findThinkingOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, ShownThinking>> {
  const rows = await selectThinking(db).where('thinking.conversation_id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.conversation_id, row]));
}

async function raiseRev(trx: Db, conversationId: string): Promise<number> {
  const { rev } = await trx
    .updateTable('conversations')
    .set((eb) => ({ rev: eb('rev', '+', 1) }))
    .where('id', '=', conversationId)
    .returning('rev')
    .executeTakeFirstOrThrow();
  return rev;
}

export interface ThinkingState {
  readonly turnId: number;
  readonly turn: number | null;
  readonly text: string;
  readonly stage: string | null;
  /** What was done so far in the turn, and what is done now. */
  readonly stages: readonly ThinkingStep[];
  readonly ttlMs: number;
}

/**
 * Stores that an agent is thinking, or its next stage. The row blocks the visitor's sends until its deadline, so
 * that the block ends by itself if the process crashes.
 *
 * @returns null if the turn has ended meanwhile
 */
export async function showThinking(
  db: Db,
  conversationId: string,
  state: ThinkingState,
  now: number,
): Promise<WireThinking | null> {
  return db.transaction().execute(async (trx) => {
    const rev = await raiseRev(trx, conversationId);
    // Under the conversation's lock, which cancelling a turn also takes.
    const turn = await trx
      .updateTable('turns')
      .set({ stages: toJson(state.stages) })
      .where('id', '=', state.turnId)
      .where('state', '=', 'pending')
      .returning('id')
      .executeTakeFirst();
    if (!turn) return null;
    const row = {
      turn_id: state.turnId,
      turn: state.turn,
      rev,
      text: state.text,
      stage: state.stage,
      ttl_ms: state.ttlMs,
      deadline: new Date(now + state.ttlMs),
    };
    await trx
      .insertInto('thinking')
      .values({ conversation_id: conversationId, ...row })
      .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(row))
      .execute();
    return {
      rev,
      // A scenario's start answers no message, so its turn is 0.
      turn: state.turn ?? 0,
      on: true,
      text: state.text,
      ...(state.stage === null ? {} : { stage: state.stage }),
      ...(state.stages.length > 0 ? { steps: state.stages } : {}),
      ttlMs: state.ttlMs,
    };
  });
}

/**
 * Ends the thinking within a transaction.
 *
 * @param isAnswered whether the same transaction writes a message of the bot, which ends the thinking for clients
 * @returns the event to push if no message ends it
 */
export async function endThinking(trx: Db, conversationId: string, isAnswered: boolean): Promise<WireThinking | null> {
  const ended = await trx
    .deleteFrom('thinking')
    .where('conversation_id', '=', conversationId)
    .returning('turn')
    .executeTakeFirst();
  if (!ended || isAnswered) return null;
  const rev = await raiseRev(trx, conversationId);
  return { rev, turn: ended.turn ?? 0, on: false, ttlMs: 0 };
}
