import type { Params } from '@connective-chat/core/protocol';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { TurnInput } from '../db/turn-input.ts';

/** What begins a turn. */
export interface NewTurn {
  readonly conversationId: string;
  /** Names what began it, once per conversation: a second turn of the same cause is an error of the caller. */
  readonly key: string;
  /** The seq of the visitor's message that began it; null where none did. */
  readonly seq: number | null;
  readonly input: TurnInput;
  readonly params: Params;
  readonly locale: string;
}

/** Lines up a turn in the caller's transaction; it runs once that is committed and somebody looks. */
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
