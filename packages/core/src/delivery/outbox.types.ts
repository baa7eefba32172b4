import type { VisitorBody } from '../protocol/body.ts';
import type { Params } from '../protocol/entities.ts';

/** An unconfirmed send as it is stored. Plain data only; `B` is the type of the body. */
export interface OutboxRow<B = VisitorBody> {
  readonly cid: string;
  readonly body: B;
  /** The parameters at the time of the call. */
  readonly params: Params;
  /** When it was written, in ms of this device's clock. */
  readonly createdAt: number;
  /** Rises with every entry. Unlike the clock it never goes backwards. */
  readonly order: number;
  /** Whether the server may have it. Such an entry fails only after a `hello` whose answer does not contain it. */
  readonly emitted: boolean;
  /** Set while it waits for the end of an agent's turn, and is not in the list of messages. */
  readonly queued?: true | undefined;
  /** Why it failed; absent while it can still be delivered. */
  readonly failure?: { readonly code: string; readonly message: string; readonly retryable: boolean };
}

/** The storage of unsent messages. */
export interface OutboxStorage<B = VisitorBody> {
  /** Whether it survives the page. Becomes `memory` when the storage fails. */
  readonly durability: 'persistent' | 'memory';
  load(namespace: string): Promise<readonly OutboxRow<B>[]>;
  put(namespace: string, row: OutboxRow<B>): Promise<void>;
  remove(namespace: string, cid: string): Promise<void>;
  clear(namespace: string): Promise<void>;
}

/** The maximum number of unsent messages. */
export const OUTBOX_MAX_ROWS = 50;
/** The maximum size of unsent messages, in UTF-8 bytes. */
export const OUTBOX_MAX_BYTES = 512 * 1024;
