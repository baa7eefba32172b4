import { storedChoice } from '../stored-choice.ts';
import { LOCALES, type Locale, localeOf } from './locales.ts';

/** The chosen language. Default: that of the browser. */
export const localeStore = storedChoice<Locale>('connective-chat.locale', LOCALES, localeOf(navigator.language));
