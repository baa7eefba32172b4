import type { ChatEvents } from '../client/chat-client.types.ts';
import type { FeedbackOutcome, FeedbackResult, Permission } from '../client/chat-results.types.ts';
import type { VisitorConnection } from '../connection/visitor-connection.types.ts';
import { toChatError } from '../errors.ts';
import type { EventEmitter } from '../lib/event-emitter.ts';
import type { Batch } from '../lib/reactive.ts';
import type { FeedbackValue } from '../protocol/feedback.ts';
import { MAX_FEEDBACK_REASON_LENGTH } from '../protocol/limits.ts';
import type { MessageStore } from './message-store.ts';

export interface RatingRequestsOptions {
  readonly batch: Batch;
  readonly store: MessageStore;
  readonly connection: VisitorConnection;
  readonly events: EventEmitter<ChatEvents>;
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
    const { batch, store, connection, events, timeoutMs, can } = this.#options;
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
    const settle = (outcome: FeedbackOutcome): FeedbackOutcome => {
      // A later request for the message shows its own rating.
      if (this.#latest.get(messageId) !== request) return outcome;
      this.#latest.delete(messageId);
      batch.run(() => store.settleRating(messageId));
      events.emit('feedbackSettled', { ...outcome, id: message.id, value });
      return outcome;
    };
    const settled = connection.request('feedback', { messageId, value, ...given }, timeoutMs).then(
      (ack) =>
        batch.run(() => {
          store.learnRating(messageId, ack);
          return settle({ saved: true });
        }),
      (cause: unknown) => settle({ saved: false, error: toChatError(cause) }),
    );
    return { ok: true, settled };
  }
}
