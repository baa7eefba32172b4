import { settingsSchema } from '@connective-chat/contracts/admin';
import { type Problem, problemsOfIssues } from '@connective-chat/contracts/problem';
import * as z from 'zod/mini';

const { appearance, version, texts, openOnMessage } = settingsSchema.shape;

/** The part of a bot's settings that the demo edits. */
export const lookSchema = z.strictObject({ appearance, version, texts, openOnMessage });
export type Look = z.infer<typeof lookSchema>;

export const EMPTY_LOOK: Look = { version: 'v2', openOnMessage: false };

/** Parses a look that was exported or is in a URL. @returns the first problem, null if it is not JSON at all */
export function readLook(json: string): { look: Look } | { problem: Problem | null } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { problem: null };
  }
  const parsed = lookSchema.safeParse(value);
  if (parsed.success) return { look: parsed.data };
  return { problem: problemsOfIssues(parsed.error.issues, value)[0] ?? null };
}
