import type { Params } from '../store/desk-state.types.ts';

/** Puts the visitor's values into a kept answer; a value that is not known leaves its name to be seen. */
export function fillCanned(text: string, values: Params): string {
  return text.replace(/\{\{\s*([\w.-]+)\s*(?:\|([^}]*))?\}\}/g, (whole, name: string, otherwise?: string) => {
    const value = Object.hasOwn(values, name) ? String(values[name]) : '';
    return value || (otherwise?.trim() ?? whole);
  });
}
