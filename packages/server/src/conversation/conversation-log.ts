import { type Cursor, MAX_PAGE_BYTES, MAX_RESUME_SIZE } from '@connective-chat/core/protocol';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow } from '../db/schema.ts';
import type { OperatorOutgoing } from './operator-wire.ts';
import type { OutgoingMessage } from './wire.ts';

export interface Page<M> {
  readonly items: M[];
  /** Whether the page has fewer messages than requested because of its size. */
  readonly cut: boolean;
}

/**
 * Reads the messages of conversations in the form for visitors or for operators.
 *
 * @typeParam M a message on the wire, which has more fields for operators than for visitors
 */
export class ConversationLog<M extends OutgoingMessage | OperatorOutgoing = OutgoingMessage> {
  /** The epoch of the store; cursors of another epoch are invalid. */
  readonly epoch: string;
  readonly toWire: (row: MessageRow) => M;
  readonly #db: Db;

  constructor(db: Db, epoch: string, toWire: (row: MessageRow) => M) {
    this.#db = db;
    this.epoch = epoch;
    this.toWire = toWire;
  }

  /** The newest messages before a seq, oldest first; `cut` says that older ones exist. */
  async readBefore(conversationId: string, before: number, limit: number): Promise<Page<M>> {
    const rows = await this.#messagesOf(conversationId)
      .where('seq', '<', before)
      .orderBy('seq', 'desc')
      .limit(limit + 1)
      .execute();
    const page = this.#fit(rows, limit);
    return { items: page.items.reverse(), cut: page.cut };
  }

  /** The messages after a seq up to another one, oldest first; `cut` says that newer ones exist. */
  async readAfter(conversationId: string, after: number, upTo: number, limit: number): Promise<Page<M>> {
    const rows = await this.#messagesOf(conversationId)
      .where('seq', '>', after)
      .where('seq', '<=', upTo)
      .orderBy('seq')
      .limit(limit + 1)
      .execute();
    return this.#fit(rows, limit);
  }

  /**
   * The messages that a reconnecting client has missed.
   *
   * @returns null if the client has to restart with an empty log: another epoch, a cursor beyond the log, a message
   * other than the one the client has there (a restored backup), or too many messages for one answer
   */
  async readSince({ id, head }: Pick<ConversationRow, 'id' | 'head'>, cursor: Cursor | null): Promise<M[] | null> {
    if (!cursor || cursor.epoch !== this.epoch) return null;
    if (cursor.after > head || head - cursor.after > MAX_RESUME_SIZE) return null;
    if (cursor.after > 0) {
      const seen = await this.#messagesOf(id).where('seq', '=', cursor.after).executeTakeFirst();
      if (seen?.id !== cursor.id) return null;
    } else if (cursor.id !== null) return null;
    const { items, cut } = await this.readAfter(id, cursor.after, head, MAX_RESUME_SIZE);
    return cut ? null : items;
  }

  #messagesOf(conversationId: string) {
    return this.#db.selectFrom('messages').selectAll().where('conversation_id', '=', conversationId);
  }

  /** As many messages as fit into a page, but at least one, because an empty page would make no progress. */
  #fit(rows: readonly MessageRow[], limit: number): Page<M> {
    const items: M[] = [];
    let bytes = 0;
    for (const row of rows) {
      const item = this.toWire(row);
      bytes += Buffer.byteLength(JSON.stringify(item));
      if (items.length > 0 && (items.length >= limit || bytes > MAX_PAGE_BYTES)) return { items, cut: true };
      items.push(item);
    }
    return { items, cut: false };
  }
}
