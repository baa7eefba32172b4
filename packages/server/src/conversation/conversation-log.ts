import { type Cursor, MAX_PAGE_BYTES, MAX_PAGE_SIZE, MAX_RESUME_SIZE } from '@connective-chat/core/protocol';
import type { Db } from '../db/open-database.ts';
import type { MessageRow } from '../db/schema.ts';
import type { OperatorOutgoing } from './operator-wire.ts';
import { readSession, type SessionState, type VisitorNews } from './read-session.ts';
import type { OutgoingMessage } from './wire.ts';

export interface Page<M> {
  readonly items: M[];
  /** Whether the page has fewer messages than requested because of its size. */
  readonly cut: boolean;
}

/** A session that starts: its conversation, and messages for its log. */
export interface OpenedSession<M> extends Omit<SessionState, 'messages'> {
  readonly items: M[];
  /** Whether the log of the client starts again with these messages. */
  readonly isReset: boolean;
  /** Whether the conversation has messages before these. */
  readonly hasOlder: boolean;
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
   * Reads what a session shows when it starts, with the messages that it has missed, or with the newest ones if it has
   * to restart with an empty log.
   *
   * @param news what the session says of its visitor, to be stored if it has changed
   * @returns null if there is no such conversation
   */
  async readSession(id: string, cursor: Cursor | null, news?: VisitorNews): Promise<OpenedSession<M> | null> {
    const isOfEpoch = cursor?.epoch === this.epoch;
    if (isOfEpoch) {
      const state = await readSession(this.#db, id, cursor, news);
      const items = state && this.#missed(state, cursor);
      if (items)
        return { ...state, items, isReset: false, hasOlder: (items[0]?.seq ?? state.conversation.head + 1) > 1 };
    }
    const state = await readSession(this.#db, id, null, isOfEpoch ? undefined : news);
    if (!state) return null;
    const { items, cut } = this.#fit([...state.messages].reverse(), MAX_PAGE_SIZE);
    return { ...state, items: items.reverse(), isReset: true, hasOlder: cut };
  }

  /**
   * The messages that a reconnecting client has missed.
   *
   * @returns null if the client has another message at its cursor (a restored backup), or too many are missing
   */
  #missed({ messages }: SessionState, { after, id }: Cursor): M[] | null {
    const [first] = messages;
    const isKnown = after === 0 ? id === null : first?.seq === after && first.id === id;
    if (!isKnown) return null;
    const { items, cut } = this.#fit(after === 0 ? messages : messages.slice(1), MAX_RESUME_SIZE);
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
