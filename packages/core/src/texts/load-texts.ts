import { createTexts } from './create-texts.ts';
import { english } from './english.ts';
import { supportedLocale } from './supported-locale.ts';
import type { TextDictionary, Texts } from './texts.types.ts';

/** English is always there, as the fallback; each other language is a file that a page loads when it shows it. */
const DICTIONARIES: Readonly<Record<string, () => Promise<TextDictionary>>> = {
  uk: () => import('./ukrainian.ts').then(({ ukrainian }) => ukrainian),
  ru: () => import('./russian.ts').then(({ russian }) => russian),
};

/**
 * Loads the texts for a language tag known only at run time. English is used for a language that is
 * not supported, and if its file fails to load. If the language is known beforehand, call
 * `createTexts('uk', ukrainian)`.
 *
 * @param locale a BCP 47 tag, such as `uk` or `ru-UA`
 * @param own texts that override those of the language, or texts of another language
 * @example
 * const texts = await loadTexts(document.documentElement.lang);
 */
export async function loadTexts(locale: string, own: Partial<TextDictionary> = {}): Promise<Texts> {
  const supported = supportedLocale(locale);
  return createTexts(supported, { ...(await loadDictionary(supported)), ...own });
}

/**
 * The dictionary of a language, or the English one.
 *
 * @example
 * const dictionary = await loadDictionary('uk');
 */
export async function loadDictionary(locale: string): Promise<TextDictionary> {
  const language = locale.split('-', 1)[0]?.toLowerCase() ?? '';
  const load = Object.hasOwn(DICTIONARIES, language) ? DICTIONARIES[language] : undefined;
  try {
    return (await load?.()) ?? english;
  } catch {
    return english;
  }
}
