import { h } from '../../dom/h.ts';
import type { BodyView } from './body-view.types.ts';

/** A single line of text. */
export function createPlain(text: string, className: string): BodyView {
  return { element: h('div', { class: `text ${className}`, dir: 'auto' }, text), isBubble: true, update: () => true };
}
