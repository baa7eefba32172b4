/** The languages of the pages. */
export const LOCALES = ['en', 'uk', 'ru'] as const;
export type Locale = (typeof LOCALES)[number];

/** The nearest language that the pages speak: `en` where there is none. */
export function localeOf(language: string | undefined): Locale {
  const base = language?.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === base) ?? 'en';
}
