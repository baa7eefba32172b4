import type { FeedbackOutcome, FeedbackResult, Permission } from '../client/chat-client.types.ts';
import type { VisitorConnection } from '../connection/visitor-connection.types.ts';
import { toChatError } from '../errors.ts';
import type { Batch } from '../lib/reactive.ts';
import type { FeedbackValue } from '../protocol/feedback.ts';
import { MAX_FEEDBACK_REASON_LENGTH } from '../protocol/limits.ts';
import type { MessageStore } from './message-store.ts';

export interface RatingRequestsOptions {
  readonly batch: Batch;
  readonly store: MessageStore;
  readonly connection: VisitorConnection;
  readonly timeoutMs: number;
  /** Whether answers can be rated. */
  readonly can: () => Permission;
}

/** Rates answers: shows the rating at once, and takes it back if the server does not store it. */
export class RatingRequests {
  readonly #options: RatingRequestsOptions;
  /** The last request for each message, which alone decides what is shown. */
  readonly #latest = new Map<string, object>();

  constructor(options: RatingRequestsOptions) {
    this.#options = options;
  }

  rate(id: string, value: FeedbackValue, reason = ''): FeedbackResult {
    const { batch, store, connection, timeoutMs, can } = this.#options;
    const permission = can();
    if (!permission.ok) return permission;
    const message = store.get(id) ?? store.byServerId(id);
    const messageId = message?.serverId;
    if (!messageId || !message.agent) return { ok: false, reason: 'not-found' };
    if (reason.length > MAX_FEEDBACK_REASON_LENGTH) return { ok: false, reason: 'too-large' };
    const words = value && reason.trim();
    const given = words ? { reason: words } : {};
    batch.run(() => store.assumeRating(messageId, value && { value, ...given }));
    const request = {};
    this.#latest.set(messageId, request);
    /** A later request for the message shows its own rating. */
    const settle = (): void => {
      if (this.#latest.get(messageId) !== request) return;
      this.#latest.delete(messageId);
      store.settleRating(messageId);
    };
    const settled = connection.request('feedback', { messageId, value, ...given }, timeoutMs).then(
      (ack): FeedbackOutcome => {
        batch.run(() => {
          store.learnRating(messageId, ack);
          settle();
        });
        return { saved: true };
      },
      (cause: unknown): FeedbackOutcome => {
        batch.run(settle);
        return { saved: false, error: toChatError(cause) };
      },
    );
    return { ok: true, settled };
  }
}
