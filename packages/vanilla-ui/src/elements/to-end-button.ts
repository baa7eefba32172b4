import { h } from '../dom/h.ts';
import { setText } from '../dom/set-text.ts';
import { icon } from '../icons/icon.ts';
import { DOWN } from '../icons/paths/down.ts';
import TO_END from '../styles/to-end.css?inline';
import type { WidgetContext } from './widget-context.types.ts';

/** The button that scrolls back to the end, with the count of new messages. */
export class ToEndButton {
  readonly element: HTMLButtonElement;
  readonly #context: WidgetContext;
  readonly #count = h('span');

  constructor(context: WidgetContext, press: () => void) {
    this.#context = context;
    context.adopt(TO_END);
    this.element = h('button', { type: 'button', class: 'to-end', on: { click: press } }, this.#count, icon(DOWN));
  }

  show(atEnd: boolean, missed: number): void {
    const { t } = this.#context;
    const count = missed > 0 ? t('newMessages', { n: missed }) : '';
    this.element.hidden = atEnd;
    setText(this.#count, count);
    this.element.setAttribute('aria-label', count || t('toEnd'));
  }
}
