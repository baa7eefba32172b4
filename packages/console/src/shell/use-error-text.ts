import { ApiError } from '../api/api-error.ts';
import { useShellWords } from './words/use-shell-words.ts';

/** What has failed, in words for a person. */
export function useErrorText(): (error: unknown) => string {
  const words = useShellWords().errors;
  return (error) => {
    if (!(error instanceof ApiError)) return String(error);
    if (error.code === 'NO_CONNECTION') return words.noConnection;
    const [first] = error.problems;
    return first ? `${error.message} ${first.path}: ${first.message}` : error.message;
  };
}
