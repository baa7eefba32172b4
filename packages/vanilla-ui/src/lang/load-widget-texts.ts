import { createTexts, loadDictionary, type TextDictionary, type Texts } from '@connective-chat/core/ui';
import { readTexts } from './read-texts.ts';

/** The texts of a widget, of which the bot's settings may replace some. */
export interface WidgetTexts extends Texts {
  /** Takes the texts of the bot's settings. They win over those of the language, and the page's own win over them. */
  setBotTexts(fromBot: unknown): void;
  /** A text of the page, or of the bot's settings; nothing where it is the one of the language. */
  own(key: 'title' | 'subtitleBot'): string | undefined;
}

/**
 * Loads the texts of a language.
 *
 * @param own the page's texts in the place of the language's, or those of another language
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
