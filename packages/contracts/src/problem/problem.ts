import * as z from 'zod/mini';
import { PROBLEM_TEXTS, type ProblemCode } from './problem-texts.ts';

/** An invalid field, as the API sends it. */
export const problemSchema = z.object({
  /** The location: `nodes.ask.next`, `settings.origins.2`; empty for the whole. */
  path: z.string(),
  /** One of `PROBLEM_TEXTS`, for a text in any language. */
  code: z.string(),
  /** The values of the placeholders in the text. */
  params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
  /** The text in English, for logs and programs. */
  message: z.string(),
});
/** An invalid field: where it is, and what is wrong with it. */
export type Problem = z.infer<typeof problemSchema>;
/** The values of the placeholders in the text of a problem. */
export type ProblemParams = NonNullable<Problem['params']>;

/**
 * A problem with its text in English.
 *
 * @example createProblem('settings.title', 'too-long', { maximum: 120 }) // message: 'has more than 120 characters'
 */
export function createProblem(path: string, code: ProblemCode, params?: ProblemParams): Problem {
  const message = PROBLEM_TEXTS[code].replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? name));
  return { path, code, ...(params && { params }), message };
}

/**
 * A problem as a line of a log.
 *
 * @example lineOf({ path: 'nodes.start', code: 'required', message: 'is missing' }) // 'nodes.start: is missing'
 */
export const lineOf = ({ path, message }: Problem): string => (path === '' ? message : `${path}: ${message}`);
