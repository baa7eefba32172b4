import type { Params } from '@connective-chat/core/protocol';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { TurnInput } from '../db/turn-input.ts';

/** A turn of the scenario that must be run. */
export interface NewTurn {
  readonly conversationId: string;
  /** Identifies the cause, unique in the conversation; enqueuing a second turn with the same cause is a bug. */
  readonly key: string;
  /** The seq of the visitor's message that caused it; null if there was none. */
  readonly seq: number | null;
  readonly input: TurnInput;
  readonly params: Params;
  readonly locale: string;
}

/** Enqueues a turn in the caller's transaction; after the commit `TurnRunner.schedule` runs it. */
export async function enqueueTurn(trx: Db, turn: NewTurn, now: number): Promise<void> {
  await trx
    .insertInto('turns')
    .values({
      conversation_id: turn.conversationId,
      key: turn.key,
      seq: turn.seq,
      input: toJson(turn.input),
      params: toJson(turn.params),
      locale: turn.locale,
      node: null,
      claimed_by: null,
      lease_until: null,
      created_at: new Date(now),
    })
    .execute();
}
