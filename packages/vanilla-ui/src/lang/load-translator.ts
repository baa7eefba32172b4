import { late } from '../dom/late.ts';
import { createTranslator, type Translator } from './create-translator.ts';
import { offerMoreTexts } from './more-texts.ts';
import { readTexts } from './read-texts.ts';
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

/** A voice that takes texts of a bot's settings: over those of the language, and below the page's own. */
export interface WidgetTranslator extends Translator {
  take(fromBot: unknown): void;
}

/** The voice of a language. Texts given along win, and English stands in for a language that is not here. */
export async function loadTranslator(locale: string, own: Partial<Texts> = {}): Promise<WidgetTranslator> {
  const language = locale.split('-', 1)[0] ?? 'en';
  const { first, more } = (Object.hasOwn(LANGUAGES, language) && LANGUAGES[language]) || EN;
  let ofLanguage: Partial<Texts> = await first();
  let ofBot: Partial<Texts> = {};
  const texts = {} as Texts;
  const lay = (): unknown => Object.assign(texts, ofLanguage, ofBot, own);
  lay();
  const later = late(async () => {
    ofLanguage = { ...ofLanguage, ...(await more()) };
    lay();
  });
  // What could not be fetched now is asked for again by the part that needs it.
  await offerMoreTexts(later.load).catch(() => {});
  return Object.assign(createTranslator(locale, texts), {
    take(fromBot: unknown) {
      ofBot = readTexts(fromBot);
      lay();
    },
  });
}
