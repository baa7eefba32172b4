import { useProblemText } from '../../shell/errors/use-problem-text.ts';
import type { Problems } from './use-settings-draft.ts';

/** Finds what is wrong with a field of the settings, in words. */
export function useFieldError(problems: Problems): (path: string) => string | undefined {
  const problemText = useProblemText();
  return (path) => {
    const problem = problems.get(path);
    return problem && problemText(problem);
  };
}
