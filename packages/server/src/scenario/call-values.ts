import type { Lookup } from './expression.ts';

/** An argument as a text: a list with commas, an object as JSON. */
export function argumentText(value: unknown): string {
  if (Array.isArray(value)) return value.map(argumentText).join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

/** The arguments of a tool's call as the values of placeholders: `args.name`. */
export const callValues = (input: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(input).map(([name, value]) => [`args.${name}`, argumentText(value)]));

/**
 * Resolves `{{args.name}}` to an argument of a tool's call, other names as before. An absent argument is not looked up
 * elsewhere, so that a parameter of the site cannot take its place.
 */
export function lookupWithCall(input: Readonly<Record<string, unknown>>, lookup: Lookup): Lookup {
  const values = callValues(input);
  return (name) => {
    if (!name.startsWith('args.')) return lookup(name);
    return Object.hasOwn(values, name) ? values[name] : undefined;
  };
}
