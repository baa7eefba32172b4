import type { TextDictionary } from '@connective-chat/core/ui';

/** The valid texts in an answer of the server. Others are left out, such as one without a form for every number. */
export function readTexts(given: unknown): Partial<TextDictionary> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, text]) => isText(text)));
}

function isText(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  const forms = Object.entries(value ?? {});
  return forms.every(([, form]) => typeof form === 'string') && forms.some(([name]) => name === 'other');
}
