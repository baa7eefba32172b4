import { createTexts } from './create-texts.ts';
import { english } from './english.ts';
import { supportedLocale } from './supported-locale.ts';
import type { TextDictionary, Texts } from './texts.types.ts';

/** English is included as the fallback; a page loads the file of another language when it shows that language. */
const DICTIONARIES: Readonly<Record<string, () => Promise<TextDictionary>>> = {
  uk: () => import('./ukrainian.ts').then(({ ukrainian }) => ukrainian),
  ru: () => import('./russian.ts').then(({ russian }) => russian),
};

/**
 * Loads the texts for a language tag that is known only at run time. Uses English for unsupported languages, and if the
 * file fails to load. For a language that is known beforehand, call `createTexts('uk', ukrainian)`.
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
 * The dictionary of a language; the English one if there is none.
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
