import type { Locale } from './locales.ts';

/** The messages of a language in the ICU format, by id. */
export interface Catalog {
  readonly locale: Locale;
  readonly messages: Readonly<Record<string, string>>;
}

/** English is the default text of each message in the code, so that its catalog is empty. */
export const ENGLISH: Catalog = { locale: 'en', messages: {} };

/** Loads the messages of a language: each is a file of its own, so that a browser loads only what it shows. */
export async function loadCatalog(locale: Locale): Promise<Catalog> {
  switch (locale) {
    case 'en':
      return ENGLISH;
    case 'uk':
      return { locale, messages: (await import('./catalogs/uk.json')).default };
    case 'ru':
      return { locale, messages: (await import('./catalogs/ru.json')).default };
  }
}
