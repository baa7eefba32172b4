import { createTexts, loadDictionary, type TextDictionary, type Texts } from '@connective-chat/core/ui';
import { readTexts } from './read-texts.ts';

/** The texts of a widget, some of which the bot's settings may replace. */
export interface WidgetTexts extends Texts {
  /** Sets the texts of the bot's settings. They override those of the language; the page's own texts override both. */
  setBotTexts(fromBot: unknown): void;
  /** A text of the page or of the bot's settings; `undefined` if it is that of the language. */
  own(key: 'title' | 'subtitleBot'): string | undefined;
}

/**
 * Loads the texts of a language.
 *
 * @param own texts of the page that override those of the language, or texts of another language
 */
export async function loadWidgetTexts(locale: string, own: Partial<TextDictionary> = {}): Promise<WidgetTexts> {
  const ofLanguage = await loadDictionary(locale);
  const dictionary = { ...ofLanguage, ...own };
  let replaced = own;
  return {
    ...createTexts(locale, dictionary),
    setBotTexts(fromBot: unknown) {
      replaced = { ...readTexts(fromBot), ...own };
      Object.assign(dictionary, ofLanguage, replaced);
    },
    own(key) {
      const text: unknown = replaced[key];
      return typeof text === 'string' ? text : undefined;
    },
  };
}
