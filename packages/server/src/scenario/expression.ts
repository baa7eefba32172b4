import { compileExpression } from 'filtrex';

/** Reads a parameter or a variable by its name. */
export type Lookup = (name: string) => string | number | boolean | undefined;

type Evaluate = (lookup: Lookup) => boolean;

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

const OPTIONS = {
  extraFunctions: functions,
  constants: { true: true, false: false },
  customProp: (name: string, _get: unknown, lookup: unknown) => (lookup as Lookup)(name) ?? '',
};

/** What is wrong with an expression, or null. */
export function problemOf(source: string): string | null {
  try {
    compileExpression(source, OPTIONS);
    return null;
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'unreadable';
  }
}

/** The value of an expression; an empty text for what cannot be computed. */
export function computeValue(source: string, lookup: Lookup): string | number | boolean {
  const value: unknown = compileExpression(source, OPTIONS)(lookup);
  if (typeof value === 'number') return Number.isFinite(value) ? value : '';
  return typeof value === 'string' || typeof value === 'boolean' ? value : '';
}

/**
 * Compiles a condition of a router, e.g. `utm_source == "ads" and number(cart_total) > 50`. The language has
 * no access to JavaScript: names are parameters and variables, nothing else. What cannot be computed
 * (an unknown name compared as a number, say) is false.
 */
export function compileCondition(source: string): { evaluate: Evaluate; problem: string | null } {
  try {
    const run = compileExpression(source, OPTIONS);
    return { evaluate: (lookup) => run(lookup) === true, problem: null };
  } catch (error) {
    return { evaluate: () => false, problem: (error as Error).message.split('\n')[0] ?? 'unreadable' };
  }
}
