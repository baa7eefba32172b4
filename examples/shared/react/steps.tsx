import type { ThinkingStep } from '@connective-chat/core';
import { describeSteps, secondsOf } from '@connective-chat/core/ui';
import { getStepListProps, getStepProps, getStepsProps, getTextProps } from '@connective-chat/react';
import { useId, useState } from 'react';
import { texts } from '../language/index.ts';
import { Icon } from './icon.tsx';

/** What the agent did for an answer: one line that opens the list of the steps. */
export function Steps({ steps }: { steps: readonly ThinkingStep[] }) {
  const id = useId();
  const [open, setOpen] = useState(() => steps.some(({ after }) => after === 'stay'));
  const { text, time } = describeSteps(steps, texts);
  return (
    <>
      <button {...getStepsProps({ id, open, onToggle: () => setOpen(!open) })}>
        <bdi>{text}</bdi>
        {time && <span>· {time}</span>}
      </button>
      <ol {...getStepListProps({ id, open })}>
        <StepItems steps={steps} />
      </ol>
    </>
  );
}

const OUTCOMES = { done: null, running: null, failed: 'stepFailed', skipped: 'stepSkipped' } as const;

/** The steps with their states, and how long each took. */
export function StepItems({ steps }: { steps: readonly ThinkingStep[] }) {
  return steps.map((step) => {
    const outcome = OUTCOMES[step.state];
    const seconds = secondsOf([step]);
    return (
      <li key={step.id} {...getStepProps(step)}>
        <Icon name={step.state === 'done' ? 'sent' : 'close'} />
        <span {...getTextProps()}>
          {step.text}
          {outcome && <span className="visually-hidden">: {texts.t(outcome)}</span>}
        </span>
        {seconds !== null && <span>{texts.t('thinkingSeconds', { n: seconds })}</span>}
      </li>
    );
  });
}
