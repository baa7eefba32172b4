import type { Problem } from '@connective-chat/contracts/admin';
import { CircleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useIntl } from 'react-intl';

interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly nodeOf: (problem: Problem) => string | null;
  readonly onSelect: (id: string) => void;
  /** Opens the settings of the whole scenario, for a problem of its fallback. */
  readonly onWhole: () => void;
}

/** The problems of the draft; each is a link to its node. */
export function ProblemList({ problems, nodeOf, onSelect, onWhole }: ProblemListProps) {
  const { formatMessage: t } = useIntl();
  if (problems.length === 0) return null;
  return (
    <section
      className="problems"
      aria-label={t(
        { id: 'settings.scenario.invalid', defaultMessage: '{count, plural, one {# problem} other {# problems}}' },
        { count: problems.length },
      )}
    >
      <h2>
        <CircleAlert size={16} aria-hidden />
        {t(
          { id: 'settings.scenario.invalid', defaultMessage: '{count, plural, one {# problem} other {# problems}}' },
          { count: problems.length },
        )}
      </h2>
      <ul>
        {problems.map((problem) => {
          const id = nodeOf(problem);
          const text = (
            <>
              <code>{id ?? problem.path}</code> {problem.message}
            </>
          );
          return (
            <li key={`${problem.path} ${problem.message}`}>
              {id || problem.path === 'fallback' ? (
                <Button className="problem" onPress={() => (id ? onSelect(id) : onWhole())}>
                  {text}
                </Button>
              ) : (
                <span className="problem">{text}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
