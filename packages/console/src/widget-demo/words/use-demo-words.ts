import { useLocale } from '../../shell/locale/use-locale.ts';
import { type DemoWords, en } from './en.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';

const WORDS: Record<ReturnType<typeof useLocale>, DemoWords> = { en, uk, ru };

/** What the demo says, in the language of the pages. */
export const useDemoWords = (): DemoWords => WORDS[useLocale()];
