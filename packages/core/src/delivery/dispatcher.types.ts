import type { Delivery } from '../conversation/message.types.ts';
import type { ChatError } from '../errors.ts';
import type { SendAck } from '../protocol/server-events.ts';
import type { OutboxRow } from './outbox.types.ts';

/** Shows the sends that the server does not have yet. */
export interface SendView<B> {
  /** An entry was added, or restored from the storage; `error` is set if a restored one has failed. */
  add(row: OutboxRow<B>, error: ChatError | null): void;
  /** The delivery state changed; `error` is why it failed or is delayed. */
  update(cid: string, delivery: Delivery, error?: ChatError): void;
  /** The server has it; its position in the log may still be unknown. */
  confirm(cid: string): void;
  remove(cid: string): void;
}

/** Sends entries over a connection. */
export interface SendLink<B> {
  /** Sends an entry to the server. Rejects with a ChatError. */
  request(row: OutboxRow<B>): Promise<SendAck>;
  /** Applies the answer to the log. */
  acknowledged(row: OutboxRow<B>, ack: SendAck): void;
  /** Whether the server deduplicates by id, so that a send without an ack may be repeated. */
  readonly deduplicates: boolean;
}

/** Decides when entries may be sent, and is notified about effects on the connection. */
export interface SendGate {
  readonly isOpen: boolean;
  /** Called when there are entries to send. Returns `true` if they may be sent immediately. */
  filled(): boolean;
  emptied(): void;
  deferred(error: ChatError): void;
  resumeRequired(): void;
  doubted(): void;
}
