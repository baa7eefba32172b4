import { useIntl } from 'react-intl';

/** Writes a moment as the language of the pages does. */
export function useTimeFormat(): (time: string) => string {
  const { formatDate } = useIntl();
  return (time) => formatDate(time, { dateStyle: 'medium', timeStyle: 'short' });
}
