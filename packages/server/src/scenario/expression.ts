import { compileExpression, type Options } from 'filtrex';
import { compilePattern, patternProblem } from './pattern.ts';

/** Reads a parameter or a variable by its name. */
export type Lookup = (name: string) => string | number | boolean | undefined;

const toNumber = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value));

const functions = {
  /** Parameters of a site are often texts: `number(cart_total) > 50`. What is no number is below all. */
  number: (value: unknown) => {
    const number = toNumber(value);
    return Number.isNaN(number) ? Number.NEGATIVE_INFINITY : number;
  },
  lower: (value: unknown) => String(value ?? '').toLowerCase(),
  contains: (text: unknown, part: unknown) =>
    String(text ?? '')
      .toLowerCase()
      .includes(String(part).toLowerCase()),
};

/** A text operand; one in parentheses is passed as a list of one. */
function textOf(operand: unknown): string {
  const value: unknown = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand;
  if (typeof value !== 'string') throw new TypeError('~= compares texts');
  return value;
}

const OPTIONS = {
  operators: {
    // The default is the engine of JavaScript, which a text of a visitor can keep busy for ever.
    '~=': (text: unknown, pattern: unknown) => compilePattern(textOf(pattern)).matchesPart(textOf(text)),
    // The other operators keep their defaults; the type asks for all of them.
  } as NonNullable<Options['operators']>,
  extraFunctions: functions,
  constants: { true: true, false: false },
  customProp: (name: string, _get: unknown, lookup: unknown) => (lookup as Lookup)(name) ?? '',
};

/** Text literals and quoted names, or `~=` with the literal behind it: what is inside of other literals is no pattern. */
const LITERALS = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|~=[\s(]*"((?:\\.|[^"\\])*)"/g;

/** What is wrong with the patterns that are written in an expression, or null. Computed ones are known only when it runs. */
function literalPatternProblem(source: string): string | null {
  for (const [, literal] of source.matchAll(LITERALS)) {
    const problem = literal === undefined ? null : patternProblem(literal.replace(/\\(["\\])/g, '$1'));
    if (problem !== null) return problem;
  }
  return null;
}

/** What is wrong with an expression, to be read behind "it has", or null. */
export function expressionProblem(source: string, kind: 'an expression' | 'a condition'): string | null {
  try {
    compileExpression(source, OPTIONS);
  } catch (error) {
    return `${kind} that cannot be read: ${(error as Error).message.split('\n')[0] ?? 'unreadable'}`;
  }
  const problem = literalPatternProblem(source);
  return problem === null ? null : `a pattern that is not supported: ${problem}`;
}

/** The value of an expression; an empty text for what cannot be computed. */
export function computeValue(source: string, lookup: Lookup): string | number | boolean {
  const value: unknown = compileExpression(source, OPTIONS)(lookup);
  if (typeof value === 'number') return Number.isFinite(value) ? value : '';
  return typeof value === 'string' || typeof value === 'boolean' ? value : '';
}

/**
 * Whether a condition of a router holds, e.g. `utm_source == "ads" and number(cart_total) > 50`. The language has
 * no access to JavaScript: names are parameters and variables, nothing else. What cannot be computed
 * (an unknown name compared as a number, say) is false.
 */
export function conditionHolds(source: string, lookup: Lookup): boolean {
  try {
    return compileExpression(source, OPTIONS)(lookup) === true;
  } catch {
    return false;
  }
}
