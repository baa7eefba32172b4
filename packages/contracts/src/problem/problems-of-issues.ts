import type * as z from 'zod/mini';
import { createProblem, type Problem, type ProblemParams } from './problem.ts';
import { isProblemCode, type ProblemCode } from './problem-texts.ts';

type Issue = z.core.$ZodIssue;
type Found = readonly [code: ProblemCode, params?: ProblemParams];

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);

function boundOf({ origin, ...bound }: { origin: string; minimum?: unknown; maximum?: unknown }): Found {
  const isText = origin === 'string';
  const isList = origin === 'array' || origin === 'set';
  if ('minimum' in bound) {
    const minimum = Number(bound.minimum);
    if (isText && minimum === 1) return ['required'];
    return [isText ? 'too-short' : isList ? 'too-few' : 'too-small', { minimum }];
  }
  return [isText ? 'too-long' : isList ? 'too-many' : 'too-large', { maximum: Number(bound.maximum) }];
}

function found(issue: Issue, input: unknown): Found {
  const isMissing = valueAt(input, issue.path) === undefined;
  switch (issue.code) {
    case 'invalid_type':
      return isMissing ? ['required'] : ['wrong-type', { expected: issue.expected }];
    case 'too_small':
      return boundOf({ origin: issue.origin, minimum: issue.minimum });
    case 'too_big':
      return boundOf({ origin: issue.origin, maximum: issue.maximum });
    case 'invalid_value':
      return isMissing ? ['required'] : ['not-allowed', { allowed: issue.values.map(String).join(', ') }];
    case 'invalid_union':
      if (isMissing) return ['required'];
      // The discriminator names none of the members.
      if ('options' in issue && issue.options)
        return ['not-allowed', { allowed: issue.options.map(String).join(', ') }];
      return ['invalid'];
    default:
      return ['invalid'];
  }
}

/**
 * What a schema says is wrong with an input, by code. A check of ours has its code as its message, and the values of its
 * placeholders as `params`; every other issue is one of the schema library.
 *
 * @param at the place of the input, before the path of each issue
 * @example const problems = problemsOfIssues(settingsSchema.safeParse(input).error?.issues ?? [], input, 'settings');
 */
export function problemsOfIssues(issues: readonly Issue[], input: unknown, at = ''): Problem[] {
  return issues.flatMap((issue) => {
    const path = [...(at === '' ? [] : [at]), ...issue.path.map(String)].join('.');
    if (isProblemCode(issue.message)) {
      const params = issue.code === 'custom' ? (issue.params as ProblemParams | undefined) : undefined;
      return [createProblem(path, issue.message, params)];
    }
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => createProblem(path, 'unknown-key', { key }));
    return [createProblem(path, ...found(issue, input))];
  });
}
