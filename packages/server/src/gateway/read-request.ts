import { guardShape } from '@connective-chat/core/protocol';
import type * as z from 'zod/mini';
import { Refused } from '../lib/refusal.ts';

/** How many mistakes an answer names. */
const MAX_REASONS = 5;

/** @throws Refused INVALID for a value that no validator should walk */
export function checkShape(raw: unknown): void {
  const problem = guardShape(raw);
  if (problem) throw new Refused('INVALID', `The frame is ${problem.replace('-', ' ')}.`);
}

/**
 * Reads what a client sent. The answer names the place of each mistake and never quotes what was sent.
 *
 * @throws Refused INVALID
 */
export function readRequest<S extends z.ZodMiniType>(schema: S, name: string, raw: unknown): z.infer<S> {
  checkShape(raw);
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues
    .slice(0, MAX_REASONS)
    .map((issue) => `${issue.path.join('.') || name}: ${issue.message}`);
  throw new Refused('INVALID', reasons.join('; '));
}
