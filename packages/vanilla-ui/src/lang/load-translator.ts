import { createTranslator, type Translator } from './create-translator.ts';
import type { Texts } from './texts.types.ts';

/** Each language is a file of its own: a visitor loads one. */
const LANGUAGES: Readonly<Record<string, () => Promise<Texts>>> = {
  en: () => import('./en.ts').then(({ en }) => en),
  uk: () => import('./uk.ts').then(({ uk }) => uk),
  ru: () => import('./ru.ts').then(({ ru }) => ru),
};

/** The voice of a language. Texts given along win, and English stands in for a language that is not here. */
export async function loadTranslator(locale: string, own: Partial<Texts> = {}): Promise<Translator> {
  const language = locale.split('-', 1)[0] ?? 'en';
  const load = (Object.hasOwn(LANGUAGES, language) && LANGUAGES[language]) || LANGUAGES.en;
  const texts = (await load?.()) as Texts;
  return createTranslator(locale, { ...texts, ...own });
}
