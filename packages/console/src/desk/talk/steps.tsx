import type { ThinkingStep } from '@connective-chat/core';
import { describeSteps, getStepListProps, getStepProps, getStepsProps, secondsOf } from '@connective-chat/core/ui';
import { Check, ChevronDown, Minus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { type IntlShape, useIntl } from 'react-intl';

const ICONS = { done: Check, running: Check, failed: X, skipped: Minus } as const;

const secondsText = ({ formatMessage: t }: IntlShape, n: number): string =>
  t({ id: 'desk.talk.seconds', defaultMessage: '{n} s' }, { n });

/** The line above an agent's answer: what was done for it, and how long it took. It opens the list of the steps. */
export function Steps({ steps }: { steps: readonly ThinkingStep[] }) {
  const intl = useIntl();
  const id = useId();
  const [isOpen, setIsOpen] = useState(() => steps.some(({ after }) => after === 'stay'));
  const { text, time } = describeSteps(steps, {
    t: (key, { n = 0 } = {}) =>
      key === 'steps'
        ? intl.formatMessage(
            { id: 'desk.talk.steps', defaultMessage: '{count, plural, one {# step} other {# steps}}' },
            { count: Number(n) },
          )
        : secondsText(intl, Number(n)),
  });
  return (
    <div className="desk-steps">
      <button {...getStepsProps({ id, open: isOpen, onToggle: () => setIsOpen(!isOpen) })}>
        <bdi>{text}</bdi>
        {time && <span aria-hidden="true">·</span>}
        {time && <span className="desk-step-time">{time}</span>}
        <ChevronDown size={14} aria-hidden />
      </button>
      <ol {...getStepListProps({ id, open: isOpen })}>
        <StepItems steps={steps} />
      </ol>
    </div>
  );
}

/** The steps with their states, and what each has used and found. */
export function StepItems({ steps }: { steps: readonly ThinkingStep[] }) {
  const intl = useIntl();
  const outcomes = {
    failed: intl.formatMessage({ id: 'desk.talk.stepFailed', defaultMessage: 'did not work' }),
    skipped: intl.formatMessage({ id: 'desk.talk.stepSkipped', defaultMessage: 'skipped' }),
    done: '',
    running: '',
  };
  return steps.map((step) => {
    const { id, state, text, name, detail } = step;
    const Icon = ICONS[state];
    const seconds = secondsOf([step]);
    const more = [detail?.tool, detail?.result].filter(Boolean).join(' · ');
    return (
      <li key={id} {...getStepProps(step)}>
        <Icon size={14} aria-hidden />
        <span dir="auto">
          {text || name}
          {outcomes[state] && <span className="ui-hidden">: {outcomes[state]}</span>}
          {more && <small dir="auto">{more}</small>}
        </span>
        <span className="desk-step-time">{seconds !== null && secondsText(intl, seconds)}</span>
      </li>
    );
  });
}
