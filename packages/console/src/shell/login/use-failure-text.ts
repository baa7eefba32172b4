import { ApiError } from '../../api/api-error.ts';
import { useShellWords } from '../words/use-shell-words.ts';

/** Why somebody did not get in, in words. */
export function useFailureText(error: unknown, authFailed: string): string | null {
  const words = useShellWords();
  if (!error) return null;
  if (!(error instanceof ApiError)) return String(error);
  switch (error.code) {
    case 'NO_CONNECTION':
      return words.errors.noConnection;
    case 'AUTH_FAILED':
    // A login or a password that cannot be one: to somebody who is not in, it is simply not right.
    case 'INVALID':
      return authFailed;
    case 'RATE_LIMITED':
      return words.login.limited(Math.ceil((error.retryAfterMs ?? 1000) / 1000));
    default:
      return error.message;
  }
}
