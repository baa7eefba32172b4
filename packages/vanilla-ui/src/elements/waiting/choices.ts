import type { OverdueChoice } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import WAITING from '../../styles/waiting.css?inline';
import type { WidgetContext } from '../widget-context.types.ts';

const LABELS = { wait: 'waitOn', person: 'requestOperator', retry: 'askAgain' } as const;

/** The buttons below the words at the deadline: wait on, ask a person, ask again. */
export function createChoices(context: WidgetContext, choices: readonly OverdueChoice[]): HTMLElement {
  const { client, t } = context;
  context.adopt(WAITING);
  const buttons = choices.map((choice) => {
    const click = () => {
      const result = client.chooseOverdue(choice);
      if (!result.ok) context.explain(result.reason);
      // The button disappears, and with it the focus.
      context.focusInput();
    };
    return h('button', { type: 'button', class: 'reply', part: 'overdue-choice', on: { click } }, t(LABELS[choice]));
  });
  return h('div', { class: 'quick overdue-choices', role: 'group', 'aria-label': t('quickReplies') }, ...buttons);
}
