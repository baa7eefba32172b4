import { h } from '../dom/h.ts';

/** How long a reader has to pick a text up. */
const KEPT_MS = 1000;

/**
 * Speaks to screen readers. The visible list is not live: readers repeat what is drawn anew, and
 * speak history as if it were news. This one is off the screen and there before its first use.
 */
export class Announcer {
  readonly element = h('div', { class: 'hidden' });
  readonly #polite = h('div', { role: 'log', 'aria-live': 'polite', 'aria-atomic': 'false' });
  readonly #assertive = h('div', { role: 'alert', 'aria-live': 'assertive' });

  constructor() {
    this.element.append(this.#polite, this.#assertive);
  }

  announce(text: string, urgency: 'polite' | 'assertive' = 'polite'): void {
    if (!text) return;
    const item = h('p', null, text);
    (urgency === 'polite' ? this.#polite : this.#assertive).append(item);
    setTimeout(() => item.remove(), KEPT_MS);
  }
}
