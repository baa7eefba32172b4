import { late } from '../dom/late.ts';
import { createTranslator, type Translator } from './create-translator.ts';
import { offerMoreTexts } from './more-texts.ts';
import type { FirstTexts, MoreTexts, Texts } from './texts.types.ts';

interface Language {
  first(): Promise<FirstTexts>;
  more(): Promise<MoreTexts>;
}

const EN: Language = {
  first: () => import('./en.ts').then(({ en }) => en),
  more: () => import('./en-more.ts').then(({ more }) => more),
};

/** Each language is two files of its own: a visitor loads one of them, and the other with the first part that needs it. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  en: EN,
  uk: {
    first: () => import('./uk.ts').then(({ uk }) => uk),
    more: () => import('./uk-more.ts').then(({ more }) => more),
  },
  ru: {
    first: () => import('./ru.ts').then(({ ru }) => ru),
    more: () => import('./ru-more.ts').then(({ more }) => more),
  },
};

/** The voice of a language. Texts given along win, and English stands in for a language that is not here. */
export async function loadTranslator(locale: string, own: Partial<Texts> = {}): Promise<Translator> {
  const language = locale.split('-', 1)[0] ?? 'en';
  const { first, more } = (Object.hasOwn(LANGUAGES, language) && LANGUAGES[language]) || EN;
  const texts = { ...(await first()), ...own } as Texts;
  const later = late(async () => Object.assign(texts, await more(), own));
  // What could not be fetched now is asked for again by the part that needs it.
  await offerMoreTexts(later.load).catch(() => {});
  return createTranslator(locale, texts);
}
