import * as z from 'zod/mini';
import type { OutboxRow } from './outbox.types.ts';

const rowSchema = z.object({
  cid: z.string(),
  body: z.looseObject({ type: z.string() }),
  params: z.catchall(z.object({}), z.union([z.string(), z.number(), z.boolean()])),
  createdAt: z.number(),
  order: z.number(),
  emitted: z.boolean(),
  queued: z.optional(z.literal(true)),
  failure: z.optional(z.object({ code: z.string(), message: z.string(), retryable: z.boolean() })),
});

/** Parses a stored entry, which is untrusted input; `undefined` if it is invalid. */
export const readRow = (stored: unknown): OutboxRow | undefined =>
  rowSchema.safeParse(stored).data as OutboxRow | undefined;
