import * as z from 'zod/mini';
import { countSchema, maybeText, text } from './fields.ts';
import { lazyObject } from './lazy-schema.ts';

/** What the visitor thinks of an answer; `null` after the rating was withdrawn. */
export type FeedbackValue = 'up' | 'down' | null;

const ratingShape = () => ({
  /** A value of a newer server counts as none. */
  value: z.optional(z.nullable(z.enum(['up', 'down']))),
  reason: maybeText,
  /** Counts the changes of the rating of one message, from 1. */
  rev: countSchema,
});

/** The rating of an answer, in the answer itself. */
export const feedbackSchema = lazyObject(ratingShape);
/** The rating of an answer as the server sends it; `value` is absent or `null` if there is none. */
export type WireFeedback = z.infer<typeof feedbackSchema>;

/** The rating of a message, as a push and in the answer to `hello`. */
export const pushedFeedbackSchema = lazyObject(() => ({ messageId: text, ...ratingShape() }));
/** The rating of a message that is sent on its own. */
export type PushedFeedback = z.infer<typeof pushedFeedbackSchema>;

/** What an answer is based on. */
export const sourceSchema = lazyObject(() => ({ title: text, url: maybeText }));
/** A source of an answer: its title, and its address if it has one. Render the address with `safeHref`. */
export type Source = z.infer<typeof sourceSchema>;
