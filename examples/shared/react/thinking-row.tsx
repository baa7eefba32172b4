import { describeChoice, describeOverdue } from '@connective-chat/core/ui';
import { getChoiceProps, getOverdueProps, getThinkingProps, useConnectiveChat } from '@connective-chat/react';
import { shop, texts } from '../language/index.ts';
import { StepItems } from './steps.tsx';
import { useNow } from './use-now.ts';

/** After this time the elapsed seconds are shown. */
const LONG_MS = 10_000;

/** The agent's finished steps and its current stage, words and choices if it takes too long, or that an operator is typing. */
export function ThinkingRow() {
  const { thinking, overdue, typing, dialog, chooseOverdue } = useConnectiveChat();
  const now = useNow(thinking !== null);
  if (thinking) {
    const elapsed = now - thinking.since;
    const text = thinking.text || texts.t('thinking');
    return (
      <div {...getThinkingProps(thinking)} data-testid="thinking">
        <ol data-part="step-list">
          <StepItems steps={thinking.steps.filter(({ state }) => state !== 'running')} />
        </ol>
        <div className="present">
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span key={text} className="stage">
            {text}
          </span>
          {elapsed >= LONG_MS && (
            <span className="elapsed">{texts.t('thinkingSeconds', { n: Math.floor(elapsed / 1000) })}</span>
          )}
        </div>
      </div>
    );
  }
  if (typing) return <p className="chat-hint">{shop.typing(dialog.operator?.name)}</p>;
  return (
    overdue && (
      <div {...getOverdueProps()} className="chat-overdue">
        <p className="chat-hint">{describeOverdue(overdue, texts)}</p>
        {overdue.choices.map((choice) => (
          <button key={choice} className="chat-choice" {...getChoiceProps({ choice, onChoose: chooseOverdue })}>
            {describeChoice(choice, texts)}
          </button>
        ))}
      </div>
    )
  );
}
