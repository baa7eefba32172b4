import { useIntl } from 'react-intl';
import type { Problems } from './use-settings-draft.ts';

/** Returns the problem of a field of the settings as a text. */
export function useProblemText(problems: Problems): (path: string) => string | undefined {
  const { formatMessage: t } = useIntl();
  return (path) => {
    const problem = problems.get(path);
    return problem === 'twice' ? t({ id: 'settings.domains.twice', defaultMessage: 'stands here twice' }) : problem;
  };
}
