import type { Settlement } from '../conversation/message.types.ts';
import type { ChatError } from '../errors.ts';

/** Why an action is not possible now. */
export type BlockedReason =
  | 'thinking'
  | 'queued'
  | 'not-thinking'
  | 'stopping'
  | 'refused'
  | 'closed'
  | 'empty'
  | 'too-large'
  | 'outbox-full'
  | 'answered'
  | 'not-found'
  | 'unsupported'
  | 'loading'
  | 'no-more'
  | 'too-many'
  | 'uploading';

/** An action is not possible now. */
export interface BlockedResult {
  readonly ok: false;
  readonly reason: BlockedReason;
  /** When it will be possible at the latest, in milliseconds since the epoch (as `Date.now()`). */
  readonly until?: number;
}

/** Whether an action is possible now, and if not, why. */
export type Permission = { readonly ok: true } | BlockedResult;

/** The actions that `can()` knows. */
export type ChatAction =
  | 'send'
  | 'stop'
  | 'feedback'
  | 'loadOlder'
  | 'requestOperator'
  | 'leaveQueue'
  | 'close'
  | 'upload';

/** The result of a stop. */
export type StopOutcome =
  /** The agent has stopped; what it had written stays as a message that is marked as `stopped`. */
  | { readonly stopped: true }
  /** It was too late: the answer has arrived, or an operator has taken over. */
  | { readonly stopped: false; readonly reason: 'ended' }
  /** The server did not answer or refused, and the agent may still be working. */
  | { readonly stopped: false; readonly reason: 'failed'; readonly error: ChatError };

/** The result of `stop()`: sent to the server, or refused with a reason. */
export type StopResult =
  | {
      readonly ok: true;
      /** Resolves to the result. Never rejects. */
      readonly settled: Promise<StopOutcome>;
    }
  | BlockedResult;

/** Whether a rating was saved. */
export type FeedbackOutcome =
  | { readonly saved: true }
  /** The server refused it or did not answer; the message shows the rating of before. */
  | { readonly saved: false; readonly error: ChatError };

/** The result of `feedback()`: sent to the server, or refused with a reason. */
export type FeedbackResult =
  | {
      readonly ok: true;
      /** Resolves to the result. Never rejects. */
      readonly settled: Promise<FeedbackOutcome>;
    }
  | BlockedResult;

/** The result of a call that sends: accepted, or refused with a reason. */
export type SendResult =
  | {
      readonly ok: true;
      /** The id of the message. */
      readonly id: string;
      /** Resolves when the send has ended, to its result. Never rejects. */
      readonly settled: Promise<Settlement>;
    }
  | BlockedResult;

/** The result of `upload()`: started, or refused with a reason. */
export type UploadResult = { readonly ok: true; readonly id: string } | BlockedResult;
