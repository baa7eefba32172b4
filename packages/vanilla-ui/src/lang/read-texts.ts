import type { Texts } from './texts.types.ts';

/** The texts in what a server says. What is none, or could not be counted in, is left out. */
export function readTexts(given: unknown): Partial<Texts> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, text]) => isText(text)));
}

function isText(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  const forms = Object.entries(value ?? {});
  return forms.every(([, form]) => typeof form === 'string') && forms.some(([name]) => name === 'other');
}
