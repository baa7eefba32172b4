/** The languages of the pages. */
export const LOCALES = ['en', 'uk', 'ru'] as const;
export type Locale = (typeof LOCALES)[number];

/** The supported language for a language tag. Default: `en`. */
export function localeOf(language: string | undefined): Locale {
  const base = language?.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === base) ?? 'en';
}
