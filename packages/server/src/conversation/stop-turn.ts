import type { StopAck, WireThinking } from '@connective-chat/core/protocol';
import type { Db } from '../db/open-database.ts';
import { lockConversation } from './conversations.ts';
import { endThinking, findThinking } from './thinking.ts';

/** The outcome of a request to stop a turn: its answer, and what must be pushed. */
export interface StopOutcome {
  readonly ack: StopAck;
  readonly thinking: WireThinking | null;
  /** The turn, if the process that runs it still has to end it. */
  readonly turnId: number | null;
}

/** The turn that answers a message; for 0 the latest turn that answers no message. */
const findTurn = (trx: Db, conversationId: string, seq: number) =>
  trx
    .selectFrom('turns')
    .select(['id', 'state', 'stop'])
    .where('conversation_id', '=', conversationId)
    .where('seq', seq === 0 ? 'is' : '=', seq === 0 ? null : seq)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/**
 * Records the stop of a turn, and ends its thinking in the same transaction. The process that runs the turn, or takes
 * it over, ends the turn itself, because only that process has the text so far.
 */
export async function stopTurn(db: Db, conversationId: string, seq: number): Promise<StopOutcome> {
  return db.transaction().execute(async (trx) => {
    const { rev } = await lockConversation(trx, conversationId);
    const turn = await findTurn(trx, conversationId, seq);
    const shown = await findThinking(trx, conversationId);
    if (turn?.state === 'pending') {
      await trx.updateTable('turns').set({ stop: 'requested' }).where('id', '=', turn.id).execute();
      const thinking = shown?.turn_id === turn.id ? await endThinking(trx, conversationId) : null;
      return { ack: { ok: true, stopped: true, rev: thinking?.rev ?? rev }, thinking, turnId: turn.id };
    }
    // The turns of a conversation run in order, so current thinking belongs to a later turn.
    const over = { ok: true as const, rev: shown ? Math.max(0, shown.rev - 1) : rev };
    const ack: StopAck = turn?.stop
      ? { ...over, stopped: true }
      : { ...over, stopped: false, reason: turn ? 'ended' : 'unknown' };
    return { ack, thinking: null, turnId: null };
  });
}
