import type { Button, Message } from '@connective-chat/core';
import { LINK_PROPS, safeHref } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { openQuestion } from './open-question.ts';
import { pressButton } from './press-button.ts';

/** The reply keyboard of the last question, at the end of the list; hidden after it was answered. */
export function createQuickReplies(context: WidgetContext, scope: Scope): HTMLElement {
  const { client, t } = context;
  const element = h('div', { class: 'quick', role: 'group', 'aria-label': t('quickReplies'), hidden: true });
  let shown: Message | null = null;

  const draw = (question: Message | null): void => {
    if (question === shown) return;
    shown = question;
    const { body } = question ?? {};
    const rows = body?.type === 'text' ? (body.keyboard ?? []) : [];
    element.hidden = rows.length === 0;
    element.replaceChildren(...rows.flat().map((button) => reply(question as Message, button)));
  };
  const reply = (question: Message, button: Button): HTMLElement => {
    const href = button.action.type === 'url' ? safeHref(button.action.url) : null;
    const label = h('span', { dir: 'auto' }, button.label);
    if (href) return h('a', { class: 'reply', part: 'reply', href, ...LINK_PROPS }, label);
    const press = () => pressButton(question.id, button, context);
    return h('button', { type: 'button', class: 'reply', part: 'reply', on: { click: press } }, label);
  };
  // Subscribed to `messages` and not to `messageIds`: a draft keeps its id when its message arrives, possibly with a
  // keyboard.
  scope.bind(client.messages, () => draw(openQuestion(context)));
  return element;
}
