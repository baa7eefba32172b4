import { useLocale } from '../shell/locale/use-locale.ts';

/** Writes a moment as the language of the pages does. */
export function useMoment(): (time: string) => string {
  const format = new Intl.DateTimeFormat(useLocale(), { dateStyle: 'medium', timeStyle: 'short' });
  return (time) => format.format(new Date(time));
}
