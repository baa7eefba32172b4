import { RE2JS, RE2JSException } from 're2js';

/** The maximum size of a compiled pattern. At this size the longest text takes at most 0.3 s. */
const MAX_PROGRAM_SIZE = 1000;

/** A regular expression that is not supported. */
class PatternError extends Error {
  override readonly name = 'PatternError';
}

/** A regular expression whose running time is linear in the text. */
export interface Pattern {
  matchesAll(text: string): boolean;
  matchesPart(text: string): boolean;
}

/**
 * Compiles a regular expression of a scenario with RE2, not with the engine of JavaScript: there, a pattern such as
 * `(\w+\s?)+` needs exponential time for a text that a visitor can choose, and blocks the process.
 *
 * @throws PatternError for syntax that RE2 does not support (lookaround, backreferences) and for too large patterns
 */
export function compilePattern(source: string): Pattern {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(RE2JS.translateRegExp(source));
  } catch (error) {
    if (error instanceof RE2JSException) throw new PatternError(error.message.replace('error parsing regexp: ', ''));
    throw error;
  }
  if (compiled.programSize() > MAX_PROGRAM_SIZE) throw new PatternError('it repeats too much');
  return { matchesAll: (text) => compiled.testExact(text), matchesPart: (text) => compiled.test(text) };
}

/** The problem of a regular expression, or null. */
export function patternProblem(source: string): string | null {
  try {
    compilePattern(source);
    return null;
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}
