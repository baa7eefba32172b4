import { useIntl } from 'react-intl';
import { hasCode } from '../../api/api-error.ts';
import { useErrorText } from '../errors/use-error-text.ts';

/** Describes why a login failed; null if it did not. */
export function useFailureText(error: unknown, authFailed: string): string | null {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  if (!error) return null;
  // A malformed login or password is reported like a wrong one.
  if (hasCode(error, 'AUTH_FAILED') || hasCode(error, 'INVALID')) return authFailed;
  if (hasCode(error, 'RATE_LIMITED')) {
    return t(
      { id: 'shell.login.limited', defaultMessage: 'Too many attempts. Try again in {seconds} s.' },
      { seconds: Math.ceil((error.retryAfterMs ?? 1000) / 1000) },
    );
  }
  return errorText(error);
}
