import { useIntl } from 'react-intl';

/** Formats a date and time in the language of the pages. */
export function useTimeFormat(): (time: string) => string {
  const { formatDate } = useIntl();
  return (time) => formatDate(time, { dateStyle: 'medium', timeStyle: 'short' });
}
