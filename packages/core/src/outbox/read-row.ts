import * as z from 'zod/mini';
import { flag, reading, text } from '../protocol/schema-parts.ts';
import type { OutboxRow } from './outbox.types.ts';

const PLAIN = new Set(['string', 'number', 'boolean']);

const rowSchema = z.object({
  cid: text,
  body: z.looseObject({ type: text }),
  params: reading(z.looseObject({}), (params: object) =>
    Object.values(params).every((value) => PLAIN.has(typeof value)) ? params : undefined,
  ),
  createdAt: z.number(),
  order: z.number(),
  emitted: flag,
  failure: z.optional(z.object({ code: text, message: text, retryable: flag })),
});

/** Reads a row that was stored. What comes from the disk is input like any other: `undefined` is no row. */
export const readRow = (stored: unknown): OutboxRow | undefined =>
  rowSchema.safeParse(stored).data as OutboxRow | undefined;
