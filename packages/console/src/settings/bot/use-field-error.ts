import { useProblemText } from '../../shell/errors/use-problem-text.ts';
import type { Problems } from './use-settings-draft.ts';

/** Returns the error text of a field of the settings. */
export function useFieldError(problems: Problems): (path: string) => string | undefined {
  const problemText = useProblemText();
  return (path) => {
    const problem = problems.get(path);
    return problem && problemText(problem);
  };
}
