import { h } from '../../dom/h.ts';
import type { BodyView } from './body-view.types.ts';

/** An event between the messages: an operator joined, the chat has ended. */
export function createNotice(text: string): BodyView {
  return { element: h('div', { class: 'notice', dir: 'auto' }, text), bare: true, update: () => true };
}
