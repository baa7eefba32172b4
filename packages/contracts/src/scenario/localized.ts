import * as z from 'zod/mini';

/** A text, or one text per language. */
export const localizedSchema = z.union([z.string(), z.record(z.string(), z.string())]);
/** A text, or one text per language: `"Hello"` or `{ "en": "Hello", "uk": "Вітаю" }`. */
export type Localized = z.infer<typeof localizedSchema>;

/**
 * The languages in which a text is looked up: the locale itself, then its base language.
 *
 * @example languagesOf('uk-UA') // ['uk-UA', 'uk']
 */
export function languagesOf(locale: string): string[] {
  const [language = ''] = locale.split(/[-_]/);
  return [...new Set([locale, language.toLowerCase()])];
}

/**
 * The text in a language; if there is none the English one, else the first.
 *
 * @example localize({ en: 'Hello', uk: 'Вітаю' }, 'uk-UA') // 'Вітаю'
 */
export function localize(text: Localized, locale: string): string {
  if (typeof text === 'string') return text;
  for (const language of [...languagesOf(locale), 'en']) {
    const found = Object.hasOwn(text, language) ? text[language] : undefined;
    if (found !== undefined) return found;
  }
  return Object.values(text)[0] ?? '';
}
