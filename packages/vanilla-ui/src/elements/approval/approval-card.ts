import type { Message } from '@connective-chat/core';
import {
  type ApprovalChoice,
  type ApprovalState,
  applyProps,
  createApproval,
  describeApproval,
  getApprovalButtonProps,
  getApprovalProps,
} from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { icon } from '../../icons/icon.ts';
import { TICK } from '../../icons/paths/tick.ts';
import STYLES from '../../styles/approval.css?inline';
import type { ButtonsView } from '../answers/buttons.ts';
import type { WidgetContext } from '../widget-context.types.ts';

/**
 * What a tool will do, with the buttons to approve and to decline it; afterwards the decision.
 *
 * @param question the element with the text of the message
 */
export function createApprovalCard(
  message: Message,
  question: HTMLElement,
  context: WidgetContext,
): Partial<ButtonsView> {
  const { client, now, texts, adopt } = context;
  const clock = {
    now,
    setTimeout: (task: () => void, ms: number) => setTimeout(task, ms),
    clearTimeout: (timer: unknown) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  };
  const model = createApproval(client, message.id, { clock });
  const first = model.get();
  if (!first) return {};
  adopt(STYLES);
  question.id = `question-${message.id}`;

  const buttonOf = (choice: ApprovalChoice, className: string): HTMLButtonElement =>
    h('button', { class: className, part: 'choice' }, h('span', { dir: 'auto' }, first[choice].label));
  const buttons = { approve: buttonOf('approve', 'choice approve'), decline: buttonOf('decline', 'choice') };
  const row = h('div', { class: 'choice-row' }, buttons.approve, buttons.decline);
  const decision = h('p', { class: 'decision' });
  // `bdi` and not `dir`: a value in another direction stays on the side of its label.
  const items = first.items.map(({ label, value }) =>
    h('div', null, h('dt', null, h('bdi', null, label)), h('dd', null, h('bdi', null, value))),
  );
  const element = h(
    'div',
    { class: 'approval', part: 'approval' },
    h('p', { class: 'tool-name' }, h('bdi', null, first.tool)),
    items.length > 0 && h('dl', null, ...items),
    row,
    decision,
  );

  const answer = (choice: ApprovalChoice): void => {
    const result = model.answer(choice);
    // The focus moves to the input, because the decision replaces the buttons.
    if (result.ok) context.focusInput();
    else context.explain(result.reason);
  };
  const show = (approval: ApprovalState): void => {
    applyProps(element, getApprovalProps({ approval, textId: question.id }));
    for (const choice of ['approve', 'decline'] as const) {
      applyProps(buttons[choice], getApprovalButtonProps({ approval, choice, onAnswer: answer }));
    }
    const text = describeApproval(approval, texts);
    row.hidden = text !== '';
    decision.hidden = text === '';
    decision.replaceChildren(...(approval.state === 'approved' ? [icon(TICK)] : []), h('bdi', null, text));
  };
  show(first);
  return { element, dispose: model.subscribe((approval) => approval && show(approval)) };
}
