import type { ChatError } from '../errors.ts';
import type { Body } from '../protocol/body.ts';
import type { Author } from '../protocol/entities.ts';
import type { Source } from '../protocol/feedback.ts';
import type { ThinkingStep } from '../protocol/thinking-steps.ts';

/**
 * The delivery state of the visitor's messages:
 *
 * - `pending`: in the outbox, or being sent
 * - `confirmed`: in the server's log
 * - `failed`: refused; `error` says why, and `retry(id)` may help
 * - `expired`: not delivered within a day
 * - `unconfirmed`: it may or may not have been delivered (only with the Legacy dialect, which cannot deduplicate)
 */
export type Delivery = 'pending' | 'confirmed' | 'failed' | 'expired' | 'unconfirmed';

/** The result of a send. */
export interface Settlement {
  /** `confirmed` if the server has it. Every other value means that it was not delivered, or that this is unknown. */
  readonly delivery: Exclude<Delivery, 'pending'>;
  /** Why it was not delivered; absent if it was confirmed or discarded, or given up because the user changed. */
  readonly error?: ChatError;
  /** The position in the server's log, from 1; only if it was confirmed. */
  readonly seq?: number;
}

/** The visitor's answer to a message with buttons, or to a request to rate. */
export interface Answer {
  /** The button that was pressed; absent for a rating. */
  readonly buttonId?: string;
  /** The text of the answer: the button's label, or the score. */
  readonly label: string;
  /** The score; only for a rating. */
  readonly score?: number;
}

/** The visitor's rating of an answer. */
export interface Feedback {
  readonly value: 'up' | 'down';
  /** Why, in the visitor's words. */
  readonly reason?: string;
}

/**
 * A message as a UI shows it. Messages are immutable: a change creates a new object, and an unchanged message keeps its
 * object.
 */
export interface Message<B extends Body = Body> {
  /** Never changes, also when the message is confirmed: use it as a key. */
  readonly id: string;
  /** The server's own id; absent until confirmed. */
  readonly serverId?: string;
  /** The position in the server's log, from 1; absent until confirmed. */
  readonly seq?: number;
  /** The position of the visitor's message that it answers; 0 if it answers none. Absent if the server does not say it. */
  readonly turn?: number;
  readonly from: Author;
  readonly body: B;
  /** ISO 8601, UTC: the time of the server once confirmed, before that the time of this device. */
  readonly at: string;
  /** When the text was last corrected; ISO 8601, UTC. Absent if it never was. */
  readonly edited?: string;
  /** Set if the visitor stopped this answer, which is therefore incomplete. */
  readonly stopped?: true;
  /** The messages of others are always `confirmed`. */
  readonly delivery: Delivery;
  /** Why it failed, or why it is delayed. */
  readonly error?: ChatError;
  /** Set while the answer is being streamed. */
  readonly streaming?: true;
  /** The steps of the agent's work on this answer, oldest first; absent if the server sends none. */
  readonly steps?: readonly ThinkingStep[];
  /** Set if an agent wrote this answer: it can be rated with `chat.feedback()`. */
  readonly agent?: true;
  /** What the answer is based on, in the order of its numbers; absent if there is nothing, or if the bot hides it. */
  readonly sources?: readonly Source[];
  /** The visitor's rating of this answer; absent if there is none. */
  readonly feedback?: Feedback;
  /** What the visitor chose, if this message has buttons or asks for a rating. */
  readonly answer?: Answer;
}
