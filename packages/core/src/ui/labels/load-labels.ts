import { englishLabels } from './english.ts';
import type { Labels } from './labels.types.ts';

/** Each language is a file of its own: a page loads the one it shows. */
const LANGUAGES: Readonly<Record<string, () => Promise<Labels>>> = {
  uk: () => import('./ukrainian.ts').then(({ ukrainianLabels }) => ukrainianLabels),
  ru: () => import('./russian.ts').then(({ russianLabels }) => russianLabels),
};

/**
 * The words for a language tag that is known only when the page runs; English stands in for a language that is not
 * here. Where it is known beforehand, import `ukrainianLabels` or `russianLabels`.
 *
 * @param locale a BCP 47 tag, such as `uk` or `ru-UA`
 *
 * @example
 * const labels = await loadLabels(document.documentElement.lang);
 */
export async function loadLabels(locale: string): Promise<Labels> {
  const language = locale.split('-', 1)[0]?.toLowerCase() ?? '';
  return (Object.hasOwn(LANGUAGES, language) && (await LANGUAGES[language]?.())) || englishLabels;
}
