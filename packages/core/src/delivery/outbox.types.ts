import type { Params, VisitorBody } from '../protocol/entities.ts';

/** A send that the server has not confirmed, as it is kept over a reload. Plain data only. */
export interface OutboxRow {
  readonly cid: string;
  readonly body: VisitorBody;
  /** The parameters as they were at the moment of intent. */
  readonly params: Params;
  /** When it was meant, in ms of this device's clock. */
  readonly createdAt: number;
  /** The order of intents; a clock may go backwards, this does not. */
  readonly order: number;
  /** Whether it may have reached the server: such a row fails only after a `hello` that does not know it. */
  readonly emitted: boolean;
  /** Why it failed for good; absent while there is hope. */
  readonly failure?: { readonly code: string; readonly message: string; readonly retryable: boolean };
}

/** Where unsent messages are kept. */
export interface OutboxStorage {
  /** Whether it outlives the page. May change to `memory` when the disk says no. */
  readonly durability: 'persistent' | 'memory';
  load(namespace: string): Promise<readonly OutboxRow[]>;
  put(namespace: string, row: OutboxRow): Promise<void>;
  remove(namespace: string, cid: string): Promise<void>;
  clear(namespace: string): Promise<void>;
}

/** At most so many messages wait. */
export const OUTBOX_MAX_ROWS = 50;
/** At most so many UTF-8 bytes wait. */
export const OUTBOX_MAX_BYTES = 512 * 1024;
