import { useLocale } from '../../shell/locale/use-locale.ts';
import { en, type SettingsWords } from './en.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';

const WORDS: Record<ReturnType<typeof useLocale>, SettingsWords> = { en, uk, ru };

/** What the settings say, in the language of the pages. */
export const useSettingsWords = (): SettingsWords => WORDS[useLocale()];
