import { randomUUID } from 'node:crypto';
import { type Body, type Cursor, MAX_PAGE_BYTES, MAX_RESUME_SIZE } from '@connective-chat/core/protocol';
import type { Insertable, UpdateObject } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, Database, MessageRow, Source } from '../db/schema.ts';
import type { OutgoingMessage, ToWire } from './wire.ts';

export interface NewMessage {
  readonly id?: string | undefined;
  readonly from: { readonly kind: MessageRow['sender_kind']; readonly id?: string; readonly name?: string };
  readonly body: Body;
  readonly cid?: string;
  readonly digest?: string;
  /** The seq of the message that began the turn; `self` for that message. */
  readonly turn?: number | null | 'self';
  readonly node?: string | null;
  /** What it rests on, for operators. */
  readonly sources?: readonly Source[] | undefined;
}

/**
 * Writes messages to the end of a conversation's log. The update of `head` locks the conversation's row
 * until the commit, so that seqs are contiguous and in the order of the commits.
 *
 * @param change what else changes about the conversation, by the same update
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
      // Only an answer ends a thinking; a visitor's own message must not.
      rev: message.from.kind === 'visitor' ? 0 : rev,
      dialog,
      node: message.node ?? null,
      answered_by: null,
      sources: message.sources && message.sources.length > 0 ? toJson(message.sources) : null,
      at,
    };
  });
  return trx.insertInto('messages').values(rows).returningAll().execute();
}

export interface Page {
  readonly items: OutgoingMessage[];
  /** Whether the page was cut short of what was asked. */
  readonly cut: boolean;
}

/** As many messages as a page may hold, and one at least: an empty page would never get on. */
function fit(rows: readonly MessageRow[], toWire: ToWire, limit: number): Page {
  const items: OutgoingMessage[] = [];
  let bytes = 0;
  for (const row of rows) {
    const item = toWire(row);
    bytes += Buffer.byteLength(JSON.stringify(item));
    if (items.length > 0 && (items.length >= limit || bytes > MAX_PAGE_BYTES)) return { items, cut: true };
    items.push(item);
  }
  return { items, cut: false };
}

const inConversation = (db: Db, conversationId: string) =>
  db.selectFrom('messages').selectAll().where('conversation_id', '=', conversationId);

/** The newest messages before a seq, oldest first; `cut` says that older ones exist. */
export async function readBefore(
  db: Db,
  toWire: ToWire,
  at: { conversationId: string; before: number; limit: number },
): Promise<Page> {
  const rows = await inConversation(db, at.conversationId)
    .where('seq', '<', at.before)
    .orderBy('seq', 'desc')
    .limit(at.limit + 1)
    .execute();
  const page = fit(rows, toWire, at.limit);
  return { items: page.items.reverse(), cut: page.cut };
}

/** The messages after a seq, oldest first; `cut` says that newer ones exist. */
export async function readAfter(
  db: Db,
  toWire: ToWire,
  at: { conversationId: string; after: number; upTo: number; limit: number },
): Promise<Page> {
  const rows = await inConversation(db, at.conversationId)
    .where('seq', '>', at.after)
    .where('seq', '<=', at.upTo)
    .orderBy('seq')
    .limit(at.limit + 1)
    .execute();
  return fit(rows, toWire, at.limit);
}

/**
 * What a returning client lacks, or null where only a fresh start is safe: another epoch, a cursor beyond
 * the log, a message that is not the one the client saw there (a restored backup), or too much to follow.
 */
export async function readSince(
  db: Db,
  { epoch, toWire }: { readonly epoch: string; readonly toWire: ToWire },
  conversation: Pick<ConversationRow, 'id' | 'head'>,
  cursor: Cursor | null,
): Promise<OutgoingMessage[] | null> {
  if (!cursor || cursor.epoch !== epoch) return null;
  if (cursor.after > conversation.head || conversation.head - cursor.after > MAX_RESUME_SIZE) return null;
  if (cursor.after > 0) {
    const seen = await inConversation(db, conversation.id).where('seq', '=', cursor.after).executeTakeFirst();
    if (seen?.id !== cursor.id) return null;
  } else if (cursor.id !== null) return null;
  const { items, cut } = await readAfter(db, toWire, {
    conversationId: conversation.id,
    after: cursor.after,
    upTo: conversation.head,
    limit: MAX_RESUME_SIZE,
  });
  return cut ? null : items;
}
