import { useIntl } from 'react-intl';
import { ApiError } from '../../api/api-error.ts';

/** Describes why a login failed. */
export function useFailureText(error: unknown, authFailed: string): string | null {
  const { formatMessage: t } = useIntl();
  if (!error) return null;
  if (!(error instanceof ApiError)) return String(error);
  switch (error.code) {
    case 'NO_CONNECTION':
      return t({
        id: 'shell.errors.noConnection',
        defaultMessage: 'The server cannot be reached. Check the connection and try again.',
      });
    case 'AUTH_FAILED':
    // A malformed login or password is reported like a wrong one.
    case 'INVALID':
      return authFailed;
    case 'WEAK_PASSWORD':
      return t({
        id: 'shell.password.weak',
        defaultMessage: 'This password is too easy to guess. Choose a longer one, or several unrelated words.',
      });
    case 'RATE_LIMITED':
      return t(
        { id: 'shell.login.limited', defaultMessage: 'Too many attempts. Try again in {seconds} s.' },
        { seconds: Math.ceil((error.retryAfterMs ?? 1000) / 1000) },
      );
    default:
      return error.message;
  }
}
