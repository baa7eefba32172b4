import type { Delivery } from '../conversation/message.types.ts';
import type { ChatError } from '../errors.ts';
import type { SendAck } from '../protocol/server-events.ts';
import type { OutboxRow } from './outbox.types.ts';

/** Where a UI sees the sends that the server does not have yet. */
export interface SendView<B> {
  /** A row was written, or restored from the storage; `error` says why a restored one has failed. */
  add(row: OutboxRow<B>, error: ChatError | null): void;
  /** How it fares; `error` says why it failed or waits. */
  update(cid: string, delivery: Delivery, error?: ChatError): void;
  /** The server has it; its place in the log may still be missing. */
  confirm(cid: string): void;
  remove(cid: string): void;
}

/** The connection by which rows are sent. */
export interface SendLink<B> {
  /** Asks the server to take a row. Rejects with a ChatError. */
  request(row: OutboxRow<B>): Promise<SendAck>;
  /** Takes the answer into the log. */
  acknowledged(row: OutboxRow<B>, ack: SendAck): void;
  /** Whether the server deduplicates by id, so that a send without an ack may be repeated. */
  readonly deduplicates: boolean;
}

/** Decides when rows may be sent, and is notified about effects on the connection. */
export interface SendGate {
  readonly isOpen: boolean;
  /** Called when there are rows to send. Returns `true` if they may be sent at once. */
  filled(): boolean;
  emptied(): void;
  deferred(error: ChatError): void;
  resumeRequired(): void;
  doubted(): void;
}
