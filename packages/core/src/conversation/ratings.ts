import type { WireFeedback } from '../protocol/feedback.ts';
import type { Feedback } from './message.types.ts';

/** The ratings of answers by the server's ids of their messages, whether the rating or the message is loaded first. */
export class Ratings {
  readonly #stored = new Map<string, WireFeedback>();
  /** Ratings that the server has not confirmed yet; `null` withdraws one. */
  readonly #assumed = new Map<string, Feedback | null>();

  /** Stores the rating that the server has. @returns whether it is newer than the known one */
  learn(messageId: string, rating: WireFeedback): boolean {
    if (rating.rev <= (this.#stored.get(messageId)?.rev ?? 0)) return false;
    this.#stored.set(messageId, rating);
    return true;
  }

  /** Shows a rating before the server has confirmed it. */
  assume(messageId: string, rating: Feedback | null): void {
    this.#assumed.set(messageId, rating);
  }

  /** Shows the server's rating again. */
  settle(messageId: string): void {
    this.#assumed.delete(messageId);
  }

  /** The rating to show; `null` if there is none. */
  of(messageId: string): Feedback | null {
    const assumed = this.#assumed.get(messageId);
    if (assumed !== undefined) return assumed;
    const { value, reason } = this.#stored.get(messageId) ?? {};
    return value ? { value, ...(reason ? { reason } : {}) } : null;
  }

  clear(): void {
    this.#stored.clear();
    this.#assumed.clear();
  }
}
