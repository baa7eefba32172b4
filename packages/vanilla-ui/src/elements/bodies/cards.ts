import type { BodyOf, Message } from '@connective-chat/core';
import { safeSource } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { icon } from '../../icons/icon.ts';
import { IMAGE } from '../../icons/paths/image.ts';
import { NEXT } from '../../icons/paths/next.ts';
import { PREVIOUS } from '../../icons/paths/previous.ts';
import ANSWERS from '../../styles/answers.css?inline';
import { createButtons } from '../answers/buttons.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';

type Card = BodyOf<'cards'>['items'][number];

/** A row of cards, scrolled by swipe, by keyboard, or with two buttons. */
export function createCards(message: Message, body: BodyOf<'cards'>, context: WidgetContext): BodyView {
  const { t, texts } = context;
  context.adopt(ANSWERS);
  const total = body.items.length;
  const updates: ((message: Message) => void)[] = [];
  const card = (item: Card, index: number): HTMLLIElement => {
    const source = item.image && safeSource(item.image.url, document.baseURI);
    const buttons =
      item.buttons &&
      createButtons(
        message,
        item.buttons.map((button) => [button]),
        body.repeatable === true,
        context,
      );
    if (buttons) updates.push(buttons.update);
    return h(
      'li',
      { class: 'card', part: 'card', 'aria-label': t('cardOf', { n: index + 1, total }) },
      item.image && h('div', { class: 'card-image' }, source ? picture(source, item.image.alt) : icon(IMAGE)),
      h(
        'div',
        { class: 'card-words' },
        h('p', { class: 'card-title', dir: 'auto' }, item.title),
        item.text && h('p', { class: 'card-text', dir: 'auto' }, item.text),
      ),
      buttons?.element,
    );
  };
  const list = h(
    'ul',
    { class: 'cards', tabindex: '0', role: 'list', 'aria-label': t('cards') },
    ...body.items.map(card),
  );
  const step = (direction: 1 | -1) => {
    const rtl = texts.direction === 'rtl' ? -1 : 1;
    const width = list.firstElementChild?.getBoundingClientRect().width ?? 0;
    list.scrollBy({ left: direction * rtl * (width + 8), behavior: 'smooth' });
  };
  const stepper = (name: 'previous' | 'next', direction: 1 | -1) =>
    h(
      'button',
      {
        type: 'button',
        class: `tool step ${name}`,
        'aria-label': t(name === 'next' ? 'nextCard' : 'previousCard'),
        on: { click: () => step(direction) },
      },
      icon(name === 'next' ? NEXT : PREVIOUS),
    );
  return {
    element: h(
      'div',
      { class: 'carousel' },
      list,
      total > 1 && stepper('previous', -1),
      total > 1 && stepper('next', 1),
    ),
    bare: true,
    update(next) {
      for (const update of updates) update(next);
      return next.body.type === 'cards';
    },
  };
}

function picture(source: string, alt: string): HTMLImageElement {
  const element = h('img', { src: source, alt, loading: 'lazy', decoding: 'async' });
  element.addEventListener('error', () => element.replaceWith(icon(IMAGE)));
  return element;
}
