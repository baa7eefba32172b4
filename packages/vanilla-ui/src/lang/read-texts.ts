import type { TextDictionary } from '@connective-chat/core/ui';

/** The texts in what a server sends. What is no text, or has no form for every number, is left out. */
export function readTexts(given: unknown): Partial<TextDictionary> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, text]) => isText(text)));
}

function isText(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  const forms = Object.entries(value ?? {});
  return forms.every(([, form]) => typeof form === 'string') && forms.some(([name]) => name === 'other');
}
