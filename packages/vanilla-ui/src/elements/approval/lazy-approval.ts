import type { BodyOf, Message } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import { type ButtonsView, createButtons } from '../answers/buttons.ts';
import { APPROVAL } from '../lazy-parts.ts';
import type { WidgetContext } from '../widget-context.types.ts';

/**
 * An approval below its question: empty until its code is loaded. If that fails, the buttons of the message are shown
 * as those of any other message.
 */
export function createLazyApproval(
  message: Message,
  body: BodyOf<'text'>,
  question: HTMLElement,
  context: WidgetContext,
): ButtonsView {
  const element = h('div', { class: 'approval-frame' });
  let latest = message;
  let shown: Partial<ButtonsView> = {};
  let isDisposed = false;
  APPROVAL.load()
    .then(
      ({ createApprovalCard }) => {
        if (!isDisposed) shown = createApprovalCard(message, question, context);
      },
      () => {
        shown = createButtons(latest, body.buttons ?? [], false, context);
      },
    )
    .then(() => element.append(shown.element ?? ''));
  return {
    element,
    update(next) {
      latest = next;
      shown.update?.(next);
    },
    dispose() {
      isDisposed = true;
      shown.dispose?.();
    },
  };
}
