/** Letters that a language has and its neighbours with the same script have not. */
const OWN_LETTERS: Readonly<Record<string, RegExp>> = { uk: /[іїєґ]/i, ru: /[ыэъё]/i };
const CYRILLIC_LANGUAGES: ReadonlySet<string> = new Set(['uk', 'ru', 'be', 'bg', 'mk', 'sr']);
const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;

/**
 * How likely it is that a question is written in a language: 2 if it has letters that only this language has, 1 if the
 * script matches, otherwise 0.
 *
 * @example likelihoodOf('ru', 'Вы доставляете?') // 2
 */
export function likelihoodOf(language: string, question: string): 0 | 1 | 2 {
  const base = language.split(/[-_]/)[0] ?? language;
  if (OWN_LETTERS[base]?.test(question)) return 2;
  const isCyrillic = CYRILLIC.test(question);
  if (isCyrillic === CYRILLIC_LANGUAGES.has(base)) return 1;
  return isCyrillic || LATIN.test(question) ? 0 : 1;
}
