import type { Button, Message } from '@connective-chat/core';
import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { checkUrl } from '../safety/check-url.ts';
import { LINK_ATTRIBUTES } from '../safety/link-attributes.ts';
import { pressButton } from './bodies/press-button.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** The reply keyboard of the last question, at the end of the list; gone once it is answered. */
export function createQuickReplies(context: WidgetContext, scope: Scope): HTMLElement {
  const { client, t } = context;
  const element = h('div', { class: 'quick', role: 'group', 'aria-label': t('quickReplies'), hidden: true });
  let shown: Message | null = null;
  let follow: () => void = () => {};

  const draw = (question: Message | null): void => {
    if (question === shown) return;
    shown = question;
    const { body } = question ?? {};
    const rows = body?.type === 'text' ? (body.keyboard ?? []) : [];
    element.hidden = rows.length === 0;
    element.replaceChildren(...rows.flat().map((button) => reply(question as Message, button)));
  };
  const reply = (question: Message, button: Button): HTMLElement => {
    const href = button.action.type === 'url' ? checkUrl(button.action.url) : null;
    const label = h('span', { dir: 'auto' }, button.label);
    if (href) return h('a', { class: 'reply', part: 'reply', href, ...LINK_ATTRIBUTES }, label);
    const press = () => pressButton(question.id, button, context);
    return h('button', { type: 'button', class: 'reply', part: 'reply', on: { click: press } }, label);
  };
  const find = (): void => {
    follow();
    follow = () => {};
    const question = openQuestion(context);
    draw(question);
    if (question) follow = client.message(question.id).subscribe(find);
  };
  scope.bind(client.messageIds, find);
  scope.own(() => follow());
  return element;
}

/** The newest message with a keyboard that nobody has answered, by a button or in words. */
function openQuestion({ client }: WidgetContext): Message | null {
  const ids = client.messageIds.get();
  for (let index = ids.length - 1; index >= 0; index--) {
    const message = client.message(ids[index] as string).get();
    if (!message || message.from.kind === 'visitor') return null;
    if (message.body.type !== 'text' || !message.body.keyboard?.length) continue;
    return message.answer && !message.body.repeatable ? null : message;
  }
  return null;
}
