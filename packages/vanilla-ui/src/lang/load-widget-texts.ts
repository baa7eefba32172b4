import { createTexts, loadDictionary, type TextDictionary, type Texts } from '@connective-chat/core/ui';
import { readTexts } from './read-texts.ts';

/** The texts of a widget, of which the bot's settings may replace some. */
export interface WidgetTexts extends Texts {
  /** Takes the texts of the bot's settings. They win over those of the language, and the page's own win over them. */
  setBotTexts(fromBot: unknown): void;
}

/**
 * Loads the texts of a language.
 *
 * @param own the page's texts in the place of the language's, or those of another language
 */
export async function loadWidgetTexts(locale: string, own: Partial<TextDictionary> = {}): Promise<WidgetTexts> {
  const ofLanguage = await loadDictionary(locale);
  const dictionary = { ...ofLanguage, ...own };
  return {
    ...createTexts(locale, dictionary),
    setBotTexts(fromBot: unknown) {
      Object.assign(dictionary, ofLanguage, readTexts(fromBot), own);
    },
  };
}
