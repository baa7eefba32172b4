import { useLocale } from '../locale/use-locale.ts';
import { en, type ShellWords } from './en.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';

const WORDS: Record<ReturnType<typeof useLocale>, ShellWords> = { en, uk, ru };

/** What the shell says, in the language of the pages. */
export const useShellWords = (): ShellWords => WORDS[useLocale()];
