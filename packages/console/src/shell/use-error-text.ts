import { useIntl } from 'react-intl';
import { ApiError } from '../api/api-error.ts';

/** Describes an error for the user. */
export function useErrorText(): (error: unknown) => string {
  const { formatMessage: t } = useIntl();
  return (error) => {
    if (!(error instanceof ApiError)) return String(error);
    if (error.code === 'NO_CONNECTION')
      return t({
        id: 'shell.errors.noConnection',
        defaultMessage: 'The server cannot be reached. Check the connection and try again.',
      });
    const [first] = error.problems;
    return first ? `${error.message} ${first.path}: ${first.message}` : error.message;
  };
}
