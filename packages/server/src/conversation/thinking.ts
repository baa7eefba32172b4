import type { ThinkingStep, WireOverdue, WireThinking } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ThinkingRow, TurnRow } from '../db/schema.ts';

/** Thinking with the stages and the start of its turn. */
export type ShownThinking = ThinkingRow & Pick<TurnRow, 'stages' | 'created_at'>;

const selectThinking = (db: Db) =>
  db
    .selectFrom('thinking')
    .innerJoin('turns', 'turns.id', 'thinking.turn_id')
    .selectAll('thinking')
    .select(['turns.stages', 'turns.created_at']);

export const findThinking = (db: Db, conversationId: string): Promise<ShownThinking | undefined> =>
  selectThinking(db).where('thinking.conversation_id', '=', conversationId).executeTakeFirst();

/** The current thinking of several conversations, by their ids. */
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
  /** The stages of the turn so far, including the running one. */
  readonly stages: readonly ThinkingStep[];
  /** How long it blocks the input; 0 once the deadline of the node has passed. */
  readonly ttlMs: number;
  /** How long the turn has been worked on. */
  readonly elapsedMs: number;
  /** What is shown after the deadline of the node; null if it has none. */
  readonly overdue: WireOverdue | null;
}

/**
 * Stores that an agent is thinking, or its next stage. The row blocks the visitor's sends until its deadline, so
 * that the block ends by itself if the process crashes.
 *
 * @returns null if the turn has ended or was stopped meanwhile
 */
export async function showThinking(
  db: Db,
  conversationId: string,
  state: ThinkingState,
  now: number,
): Promise<WireThinking | null> {
  const row = {
    conversation_id: conversationId,
    turn_id: state.turnId,
    turn: state.turn,
    text: state.text,
    stage: state.stage,
    ttl_ms: state.ttlMs,
    deadline: new Date(now + state.ttlMs),
    overdue: state.overdue && toJson(state.overdue),
  };
  const shown = await db
    .with('locked', (cte) => cte.selectFrom('conversations').select('id').where('id', '=', conversationId).forUpdate())
    // Locked after the conversation, in the same order as cancelling or stopping a turn; their changes are then
    // visible.
    .with('living', (cte) =>
      cte
        .updateTable('turns')
        .from('locked')
        .set({ stages: toJson(state.stages) })
        .where('turns.id', '=', state.turnId)
        .where('state', '=', 'pending')
        .where('stop', 'is distinct from', 'requested')
        .returning('turns.id'),
    )
    .with('raised', (cte) =>
      cte
        .updateTable('conversations')
        .from('living')
        .set({ rev: sql<number>`rev + 1` })
        .where('conversations.id', '=', conversationId)
        .returning('rev'),
    )
    .insertInto('thinking')
    .columns(['conversation_id', 'turn_id', 'turn', 'text', 'stage', 'ttl_ms', 'deadline', 'overdue', 'rev'])
    .expression((eb) =>
      eb
        .selectFrom('raised')
        .select([
          sql<string>`${row.conversation_id}::text`.as('conversation_id'),
          sql<number>`${row.turn_id}::int`.as('turn_id'),
          sql<number | null>`${row.turn}::int`.as('turn'),
          sql<string>`${row.text}::text`.as('text'),
          sql<string | null>`${row.stage}::text`.as('stage'),
          sql<number>`${row.ttl_ms}::int`.as('ttl_ms'),
          sql<Date>`${row.deadline}::timestamptz`.as('deadline'),
          sql<string | null>`${row.overdue}::jsonb`.as('overdue'),
          'rev',
        ]),
    )
    .onConflict((conflict) =>
      conflict.column('conversation_id').doUpdateSet((eb) => ({ ...row, rev: eb.ref('excluded.rev') })),
    )
    .returning('rev')
    .executeTakeFirst();
  if (!shown) return null;
  return {
    rev: shown.rev,
    // A scenario's start answers no message, so its turn is 0.
    turn: state.turn ?? 0,
    on: true,
    text: state.text,
    ...(state.stage === null ? {} : { stage: state.stage }),
    ...(state.stages.length > 0 ? { steps: state.stages } : {}),
    ttlMs: state.ttlMs,
    elapsedMs: state.elapsedMs,
    ...(state.overdue ? { overdue: state.overdue } : {}),
  };
}

/** The event that ends thinking without an answer. */
export const thinkingEnded = (rev: number, turn: number | null): WireThinking => ({
  rev,
  turn: turn ?? 0,
  on: false,
  ttlMs: 0,
});

/** Ends thinking without an answer, in a transaction. @returns the event to push, if there was any */
export async function endThinking(trx: Db, conversationId: string): Promise<WireThinking | null> {
  const ended = await trx
    .deleteFrom('thinking')
    .where('conversation_id', '=', conversationId)
    .returning('turn')
    .executeTakeFirst();
  return ended ? thinkingEnded(await raiseRev(trx, conversationId), ended.turn) : null;
}
