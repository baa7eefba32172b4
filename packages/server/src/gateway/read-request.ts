import { guardShape } from '@connective-chat/core/protocol';
import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { Refused } from '../lib/refusal.ts';

// zod/mini has no built-in messages: without a locale every problem is "Invalid input".
z.config(en());

/** The maximum number of problems in an answer. */
const MAX_REASONS = 5;

/** @throws Refused INVALID for a value that is nested too deeply to validate */
export function checkShape(raw: unknown): void {
  const problem = guardShape(raw);
  if (problem) throw new Refused('INVALID', `The frame is ${problem.replace('-', ' ')}.`);
}

/**
 * Validates a request. The answer contains the path of each problem and never quotes the input.
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
