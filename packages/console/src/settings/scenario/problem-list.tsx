import type { Problem } from '@connective-chat/contracts/problem';
import { ChevronDown, CircleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { useProblemText } from '../../shell/errors/use-problem-text.ts';

interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly nodeOf: (problem: Problem) => string | null;
  readonly onSelect: (id: string) => void;
  /** Opens the settings of the whole scenario, for a problem of its fallback. */
  readonly onWhole: () => void;
}

/** All problems of the draft, over the nodes; each is a link to its node. */
export function ProblemList({ problems, nodeOf, onSelect, onWhole }: ProblemListProps) {
  const { formatMessage: t } = useIntl();
  const problemText = useProblemText();
  const [isOpen, setOpen] = useState(true);
  const listId = useId();
  if (problems.length === 0) return null;
  const title = t(
    { id: 'settings.scenario.invalid', defaultMessage: '{count, plural, one {# problem} other {# problems}}' },
    { count: problems.length },
  );
  return (
    <section className="problems" aria-label={title}>
      <h2>
        <button
          type="button"
          className="problems-head"
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setOpen(!isOpen)}
        >
          <CircleAlert size={16} aria-hidden />
          {title}
          <ChevronDown size={16} aria-hidden />
        </button>
      </h2>
      <ul id={listId} hidden={!isOpen}>
        {problems.map((problem, index) => {
          const id = nodeOf(problem);
          const text = (
            <>
              <code>{problem.path.replace(/^nodes\./, '')}</code> {problemText(problem)}
            </>
          );
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two problems may read the same, and both are listed
            <li key={index}>
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
