import type { Button, Message } from '@connective-chat/core';
import { LINK_PROPS, safeHref } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { setAttribute } from '../../dom/set-attribute.ts';
import { icon } from '../../icons/icon.ts';
import { EXTERNAL } from '../../icons/paths/external.ts';
import { TICK } from '../../icons/paths/tick.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { pressButton } from './press-button.ts';

export interface ButtonsView {
  readonly element: HTMLElement;
  update(message: Message): void;
  dispose?(): void;
}

/** Inline buttons, in their rows. Those that answer once show afterwards which one it was. */
export function createButtons(
  message: Message,
  rows: readonly (readonly Button[])[],
  repeatable: boolean,
  context: WidgetContext,
): ButtonsView {
  const answers = new Map<string, HTMLButtonElement>();
  const make = (button: Button): HTMLElement => {
    if (button.action.type === 'url') {
      const href = safeHref(button.action.url);
      const label = h('span', { dir: 'auto' }, button.label);
      const hint = h('span', { class: 'hidden' }, ` (${context.t('opensNewTab')})`);
      return href
        ? h('a', { class: 'choice', part: 'choice', href, ...LINK_PROPS }, label, hint, icon(EXTERNAL))
        : h('span', { class: 'choice', 'aria-disabled': 'true' }, label);
    }
    const press = () => {
      if (element.getAttribute('aria-disabled') !== 'true') pressButton(message.id, button, context);
    };
    const element = h(
      'button',
      { type: 'button', class: 'choice', part: 'choice', on: { click: press } },
      h('span', { dir: 'auto' }, button.label),
    );
    answers.set(button.id, element);
    return element;
  };
  const element = h(
    'div',
    { class: 'choices' },
    ...rows.map((row) => h('div', { class: 'choice-row' }, ...row.map(make))),
  );
  const update = ({ answer }: Message): void => {
    const done = answer !== undefined && !repeatable;
    element.classList.toggle('answered', done);
    for (const [id, button] of answers) {
      const chosen = done && answer.buttonId === id;
      setAttribute(button, 'aria-disabled', done ? 'true' : null);
      setAttribute(button, 'aria-pressed', chosen ? 'true' : null);
      if (chosen && !button.querySelector('.icon')) button.append(icon(TICK));
    }
  };
  update(message);
  return { element, update };
}
