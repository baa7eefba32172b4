import type { ChatError } from '../errors.ts';
import type { Author, Body } from '../protocol/entities.ts';

/**
 * How far a message of the visitor has come:
 *
 * - `pending`: in the outbox, or under way
 * - `confirmed`: in the server's log
 * - `failed`: refused; `error` says why, and `retry(id)` may help
 * - `expired`: not delivered within a day
 * - `unconfirmed`: only where the dialect cannot dedupe (Legacy): perhaps delivered, perhaps not
 */
export type Delivery = 'pending' | 'confirmed' | 'failed' | 'expired' | 'unconfirmed';

/** How a send ended. */
export interface Settlement {
  /** `confirmed` where the server has it; each other value says that it was not delivered, or that nobody knows. */
  readonly delivery: Exclude<Delivery, 'pending'>;
  /** Why it was not delivered; absent where it was confirmed, discarded, or given up because the person changed. */
  readonly error?: ChatError;
  /** The place in the server's log, from 1; only where it was confirmed. */
  readonly seq?: number;
}

/** What the visitor answered to a message with buttons, or to a rating. */
export interface Answer {
  /** The button that was pressed; absent for a rating. */
  readonly buttonId?: string;
  /** What the answer says: the button's label, or the score. */
  readonly label: string;
  /** The score; only for a rating. */
  readonly score?: number;
}

/**
 * One message as a UI shows it. Messages are immutable: a change makes a new object, and while
 * nothing changes the object stays the same.
 */
export interface Message<B extends Body = Body> {
  /** Stays the same from the first keystroke of "sending" to the end of time: use it as a key. */
  readonly id: string;
  /** The server's own id; absent until confirmed. */
  readonly serverId?: string;
  /** The place in the server's log, from 1; absent until confirmed. */
  readonly seq?: number;
  readonly from: Author;
  readonly body: B;
  /** ISO 8601, UTC. The server's clock once confirmed, this device's before. */
  readonly at: string;
  /** When its text was last corrected; ISO 8601, UTC. Absent where it never was. */
  readonly edited?: string;
  /** Messages of others are always `confirmed`. */
  readonly delivery: Delivery;
  /** Why it failed, or why it waits. */
  readonly error?: ChatError;
  /** An answer that is still being written. */
  readonly streaming?: true;
  /** What the visitor chose, if this message asked. */
  readonly answer?: Answer;
}
