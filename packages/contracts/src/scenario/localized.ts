import * as z from 'zod/mini';

/** A text, or one text per language: `"Hello"` or `{ "en": "Hello", "uk": "Вітаю" }`. */
export const localizedSchema = z.union([z.string(), z.record(z.string(), z.string())]);
export type Localized = z.infer<typeof localizedSchema>;

/** `uk-UA` → `uk-UA`, then `uk`: a text for the language serves every region that has none of its own. */
export function languagesOf(locale: string): string[] {
  const [language = ''] = locale.split(/[-_]/);
  return [...new Set([locale, language.toLowerCase()])];
}

/** The text of a language; without one the English text, without that whichever was written first. */
export function localize(text: Localized, locale: string): string {
  if (typeof text === 'string') return text;
  for (const language of [...languagesOf(locale), 'en']) {
    const found = Object.hasOwn(text, language) ? text[language] : undefined;
    if (found !== undefined) return found;
  }
  return Object.values(text)[0] ?? '';
}
