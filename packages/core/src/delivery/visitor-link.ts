import type { VisitorConnection } from '../connection/visitor-connection.types.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { VisitorBody } from '../protocol/body.ts';
import type { SendAck } from '../protocol/server-events.ts';
import type { SendLink } from './dispatcher.types.ts';
import type { OutboxRow } from './outbox.types.ts';

/** Sends a visitor's outbox over the connection of the chat, and applies the acks to its log. */
export class VisitorLink implements SendLink<VisitorBody> {
  readonly #connection: VisitorConnection;
  readonly #conversation: Conversation;
  readonly #timeoutMs: number;

  constructor(connection: VisitorConnection, conversation: Conversation, timeoutMs: number) {
    this.#connection = connection;
    this.#conversation = conversation;
    this.#timeoutMs = timeoutMs;
  }

  get deduplicates(): boolean {
    return this.#connection.protocol?.guarantee !== 'at-most-once';
  }

  request(row: OutboxRow): Promise<SendAck> {
    const { cid, body, params } = row;
    return this.#connection.request('send', { cid, body, params }, this.#timeoutMs);
  }

  acknowledged(row: OutboxRow, ack: SendAck): void {
    this.#conversation.applySendAck(row, ack);
  }
}
