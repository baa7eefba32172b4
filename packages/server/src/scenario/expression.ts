import { compileExpression, type Options } from 'filtrex';
import { remember } from '../lib/remember.ts';
import { toCurrentSyntax } from './current-syntax.ts';
import { compilePattern, patternProblem } from './pattern.ts';

/** Reads a parameter or a variable by its name. */
export type Lookup = (name: string) => string | number | boolean | undefined;

const toNumber = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value));

const functions = {
  /** Site parameters are often strings: `number(cart_total) > 50`. A value that is not a number is -Infinity. */
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

/** A text operand; the parser passes one in parentheses as a list with one element. */
function textOf(operand: unknown): string {
  const value: unknown = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand;
  if (typeof value !== 'string') throw new TypeError('~= compares texts');
  return value;
}

const OPTIONS = {
  operators: {
    // The default uses JavaScript's engine, which a visitor's text could block.
    '~=': (text: unknown, pattern: unknown) => compilePattern(textOf(pattern)).matchesPart(textOf(text)),
    // The other operators keep their defaults; the type requires all of them.
  } as NonNullable<Options['operators']>,
  extraFunctions: functions,
  constants: { true: true, false: false },
  customProp: (name: string, _get: unknown, lookup: unknown) => (lookup as Lookup)(name) ?? '',
};

/** More than the conditions of the scenarios that are in use; a scenario that changes leaves old ones behind. */
const MAX_COMPILED = 1000;

/** A router tries its conditions in every turn, and compiling one takes much longer than running it. */
const compile = remember(MAX_COMPILED, (source) => compileExpression(toCurrentSyntax(source), OPTIONS));

/** Matches text literals and quoted names, or `~=` with its literal, so that `~=` inside another literal is ignored. */
const LITERALS = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|~=[\s(]*"((?:\\.|[^"\\])*)"/g;

/** The problem of the literal patterns in an expression, or null. Computed patterns are checked when it runs. */
function literalPatternProblem(source: string): string | null {
  for (const [, literal] of source.matchAll(LITERALS)) {
    const problem = literal === undefined ? null : patternProblem(literal.replace(/\\(["\\])/g, '$1'));
    if (problem !== null) return problem;
  }
  return null;
}

/** Why an expression cannot be used, or null: it cannot be read, or a pattern in it is not supported. */
export function expressionProblem(source: string): { isPattern: boolean; reason: string } | null {
  try {
    compile(source);
  } catch (error) {
    return { isPattern: false, reason: (error as Error).message.split('\n')[0] ?? 'unreadable' };
  }
  const reason = literalPatternProblem(source);
  return reason === null ? null : { isPattern: true, reason };
}

/** The value of an expression; an empty string if it cannot be computed. */
export function computeValue(source: string, lookup: Lookup): string | number | boolean {
  const value: unknown = compile(source)(lookup);
  if (typeof value === 'number') return Number.isFinite(value) ? value : '';
  return typeof value === 'string' || typeof value === 'boolean' ? value : '';
}

/**
 * Whether a condition of a router holds, e.g. `utm_source == "ads" and number(cart_total) > 50`. The language has
 * no access to JavaScript: names are only parameters and variables. A condition that cannot be computed
 * (for example, an unknown name compared as a number) is false.
 */
export function conditionHolds(source: string, lookup: Lookup): boolean {
  try {
    return compile(source)(lookup) === true;
  } catch {
    return false;
  }
}
