import { randomUUID } from 'node:crypto';
import type { Body, BodyOf, Operator } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { MessageRow } from '../db/schema.ts';
import { Refused } from '../lib/refusal.ts';
import { append } from './append-messages.ts';
import { lockConversation } from './conversations.ts';

/** A change of a message that is in the log already. */
export interface Correction {
  readonly conversationId: string;
  readonly messageId: string;
  /** What it says from now on; null erases it. */
  readonly body: BodyOf<'text'> | null;
}

/** Who corrects, and whether also what other operators wrote. */
export interface Corrector {
  readonly operator: Operator;
  readonly mayCorrectOthers: boolean;
}

/** @throws Refused NOT_FOUND, NOT_YOURS, UNSUPPORTED_TYPE */
function check(row: MessageRow | undefined, { body }: Correction, by: Corrector): MessageRow {
  if (!row) throw new Refused('NOT_FOUND', 'messageId: there is no such message.');
  const isOwn = row.sender_id === by.operator.id;
  if (row.sender_kind !== 'operator' || !(isOwn || by.mayCorrectOthers)) {
    throw new Refused('NOT_YOURS', 'messageId: only who wrote a message may change it, or an admin.');
  }
  const isText = row.body.type === 'text';
  const isErasable = isText || row.body.type === 'image' || row.body.type === 'file';
  if (body === null ? !(isErasable || row.body.type === 'erased') : !isText) {
    throw new Refused('UNSUPPORTED_TYPE', 'messageId: a message of this kind cannot be changed so.');
  }
  return row;
}

const isSame = (row: MessageRow, body: Correction['body']) =>
  body === null
    ? row.body.type === 'erased'
    : row.body.type === 'text' && row.body.text === body.text && row.body.format === body.format;

/**
 * Corrects or erases an operator's message, in one transaction: the message itself is changed for later readers of the
 * log, and an entry is added at the end of the log for clients that already have the message. The earlier text is not
 * kept anywhere.
 *
 * @returns the entry; null if the message is already like this
 * @throws Refused NOT_FOUND, NOT_YOURS, UNSUPPORTED_TYPE
 */
export async function correctMessage(
  trx: Db,
  correction: Correction,
  by: Corrector,
  now: number,
): Promise<MessageRow | null> {
  const { conversationId, messageId, body } = correction;
  await lockConversation(trx, conversationId);
  const row = check(
    await trx
      .selectFrom('messages')
      .selectAll()
      .where('id', '=', messageId)
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst(),
    correction,
    by,
  );
  if (isSame(row, body)) return null;
  const entry: Body = body === null ? { type: 'erase', messageId } : { type: 'edit', messageId, body };
  await trx
    .updateTable('messages')
    .set({ body: toJson(body ?? { type: 'erased' }), edited: body === null ? null : new Date(now) })
    .where('id', '=', messageId)
    .execute();
  // Earlier corrections hold earlier texts.
  await trx
    .updateTable('messages')
    .set({ body: toJson(entry) })
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', row.seq)
    .where(sql<boolean>`body->>'type' in ('edit', 'erase') and body->>'messageId' = ${messageId}`)
    .execute();
  if (body === null && 'fileId' in row.body && row.body.fileId !== undefined) {
    await trx.deleteFrom('files').where('id', '=', row.body.fileId).execute();
  }
  const from = { kind: 'operator' as const, id: by.operator.id, name: by.operator.name };
  const [written] = await append(trx, conversationId, [{ id: randomUUID(), from, body: entry }], now);
  return written ?? null;
}
