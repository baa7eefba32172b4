import type { Delivery, Message } from '../conversation/message.types.ts';
import { type MessageStore, VISITOR } from '../conversation/message-store.ts';
import type { ChatError } from '../errors.ts';
import type { VisitorBody } from '../protocol/body.ts';
import type { SendView } from './dispatcher.types.ts';
import type { OutboxRow } from './outbox.types.ts';

/** Shows a visitor's sends as messages at the end of the list. */
export class PendingMessages implements SendView<VisitorBody> {
  readonly #store: MessageStore;

  constructor(store: MessageStore) {
    this.#store = store;
  }

  add(row: OutboxRow, error: ChatError | null): void {
    const at = new Date(row.createdAt).toISOString();
    const message: Message = { id: row.cid, from: VISITOR, body: row.body, at, delivery: 'pending' };
    this.#store.addPending(
      error ? { ...message, delivery: error.code === 'EXPIRED' ? 'expired' : 'failed', error } : message,
    );
  }

  update(cid: string, delivery: Delivery, error?: ChatError): void {
    this.#store.setDelivery(cid, delivery, error);
  }

  /** Until its position in the log is known, the message stays pending, without an error. */
  confirm(cid: string): void {
    if (this.#store.get(cid)?.delivery !== 'confirmed') this.#store.setDelivery(cid, 'pending');
  }

  remove(cid: string): void {
    this.#store.removePending(cid);
  }
}
