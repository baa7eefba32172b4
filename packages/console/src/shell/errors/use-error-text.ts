import { useIntl } from 'react-intl';
import { ApiError } from '../../api/api-error.ts';
import { API_ERROR_MESSAGES } from './api-error-messages.ts';
import { useProblemText } from './use-problem-text.ts';

/** Describes an error in the language of the page: by its code, with the first invalid field. */
export function useErrorText(): (error: unknown) => string {
  const { formatMessage: t } = useIntl();
  const problemText = useProblemText();
  return (error) => {
    const code = error instanceof ApiError ? error.code : 'INTERNAL';
    // A newer server may have further codes.
    const text = t(Object.hasOwn(API_ERROR_MESSAGES, code) ? API_ERROR_MESSAGES[code] : API_ERROR_MESSAGES.INTERNAL);
    const [first] = error instanceof ApiError ? error.problems : [];
    return first ? `${text} ${first.path}: ${problemText(first)}.` : text;
  };
}
