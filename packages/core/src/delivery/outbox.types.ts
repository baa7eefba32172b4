import type { Params, VisitorBody } from '../protocol/entities.ts';

/** An unconfirmed send as stored over a reload. Plain data only; `B` is the type of the body. */
export interface OutboxRow<B = VisitorBody> {
  readonly cid: string;
  readonly body: B;
  /** The parameters as they were at the moment of intent. */
  readonly params: Params;
  /** When it was written, in ms of this device's clock. */
  readonly createdAt: number;
  /** The order in which rows were written; a clock may go backwards, this does not. */
  readonly order: number;
  /** Whether it may have reached the server: such a row fails only after a `hello` that does not know it. */
  readonly emitted: boolean;
  /** Why it failed for good; absent while it may still be delivered. */
  readonly failure?: { readonly code: string; readonly message: string; readonly retryable: boolean };
}

/** Where unsent messages are kept. */
export interface OutboxStorage<B = VisitorBody> {
  /** Whether it outlives the page. Changes to `memory` when the storage fails. */
  readonly durability: 'persistent' | 'memory';
  load(namespace: string): Promise<readonly OutboxRow<B>[]>;
  put(namespace: string, row: OutboxRow<B>): Promise<void>;
  remove(namespace: string, cid: string): Promise<void>;
  clear(namespace: string): Promise<void>;
}

/** At most so many messages wait. */
export const OUTBOX_MAX_ROWS = 50;
/** At most so many UTF-8 bytes wait. */
export const OUTBOX_MAX_BYTES = 512 * 1024;
