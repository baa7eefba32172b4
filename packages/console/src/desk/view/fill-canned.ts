import type { Params } from '../store/desk-state.types.ts';

/** Fills a canned answer with the visitor's parameters; an unknown placeholder stays visible. */
export function fillCanned(text: string, values: Params): string {
  return text.replace(/\{\{\s*([\w.-]+)\s*(?:\|([^}]*))?\}\}/g, (whole, name: string, otherwise?: string) => {
    const value = Object.hasOwn(values, name) ? String(values[name]) : '';
    return value || (otherwise?.trim() ?? whole);
  });
}
