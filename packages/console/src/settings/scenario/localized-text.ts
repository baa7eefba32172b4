import { isObject, type Json } from './scenario-json.ts';

/** A text of a scenario in a language, or in the first available one. */
export function localizedText(value: Json, language: string): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  const found = value[language] ?? Object.values(value)[0];
  return typeof found === 'string' ? found : '';
}
