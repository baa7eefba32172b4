import { randomUUID } from 'node:crypto';
import type { Body, ThinkingStep } from '@connective-chat/core/protocol';
import type { Insertable, UpdateObject } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { Database, MessageRow, Source } from '../db/schema.ts';

export interface NewMessage {
  readonly id?: string | undefined;
  readonly from: { readonly kind: MessageRow['sender_kind']; readonly id?: string; readonly name?: string };
  readonly body: Body;
  readonly cid?: string;
  readonly digest?: string;
  /** The seq of the message that started the turn; `self` for that message. */
  readonly turn?: number | null | 'self';
  readonly node?: string | null;
  /** The sources of an agent's answer, for operators. */
  readonly sources?: readonly Source[] | undefined;
  /** What an agent did for the answer. */
  readonly stages?: readonly ThinkingStep[] | undefined;
}

const listOrNull = (list: readonly unknown[] | undefined) => (list && list.length > 0 ? toJson(list) : null);

/**
 * Appends messages to a conversation's log. The update of `head` locks the conversation's row
 * until the commit, so that seqs are contiguous and in the order of the commits.
 *
 * @param change other changes of the conversation in the same update
 */
export async function append(
  trx: Db,
  conversationId: string,
  messages: readonly NewMessage[],
  now: number,
  change: Omit<UpdateObject<Database, 'conversations'>, 'head' | 'last_at'> = {},
): Promise<MessageRow[]> {
  if (messages.length === 0) {
    if (Object.keys(change).length > 0) {
      await trx.updateTable('conversations').set(change).where('id', '=', conversationId).execute();
    }
    return [];
  }
  const { head, rev, dialog } = await trx
    .updateTable('conversations')
    .set((eb) => ({ ...change, head: eb('head', '+', messages.length), last_at: new Date(now) }))
    .where('id', '=', conversationId)
    .returning(['head', 'rev', 'dialog'])
    .executeTakeFirstOrThrow();
  const at = new Date(now);
  const rows = messages.map((message, index): Insertable<Database['messages']> => {
    const seq = head - messages.length + 1 + index;
    return {
      id: message.id ?? randomUUID(),
      conversation_id: conversationId,
      seq,
      cid: message.cid ?? null,
      digest: message.digest ?? null,
      sender_kind: message.from.kind,
      sender_id: message.from.id ?? null,
      sender_name: message.from.name ?? null,
      body: toJson(message.body),
      turn: message.turn === 'self' ? seq : (message.turn ?? null),
      // Only an answer ends thinking; a visitor's own message must not.
      rev: message.from.kind === 'visitor' ? 0 : rev,
      dialog,
      node: message.node ?? null,
      answered_by: null,
      sources: listOrNull(message.sources),
      stages: listOrNull(message.stages),
      at,
    };
  });
  return trx.insertInto('messages').values(rows).returningAll().execute();
}
