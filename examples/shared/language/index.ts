import { loadTexts } from '@connective-chat/core/ui';
import { shop as english } from './en.ts';

/** Each language is a separate file, so that a visitor loads only one. */
const LANGUAGES = {
  en: async () => english,
  uk: () => import('./uk.ts').then(({ shop }) => shop),
  ru: () => import('./ru.ts').then(({ shop }) => shop),
};

const isKnown = (language: string): language is keyof typeof LANGUAGES => Object.hasOwn(LANGUAGES, language);

/** The language in the URL, else the first supported language of the browser. */
function choose(): keyof typeof LANGUAGES {
  const asked = new URLSearchParams(location.search).get('lang');
  const wanted = [asked, ...navigator.languages].map((tag) => tag?.split('-', 1)[0] ?? '');
  return wanted.find(isKnown) ?? 'en';
}

export const locale = choose();
document.documentElement.lang = locale;

/** The texts of the shop and of the library. The language is chosen once, when the page loads. */
export const [shop, texts] = await Promise.all([LANGUAGES[locale](), loadTexts(locale)]);
