import { h } from '../../dom/h.ts';
import type { BodyView } from './body-view.types.ts';

/** A line of text and nothing else. */
export function createPlain(text: string, className: string): BodyView {
  return { element: h('div', { class: `text ${className}`, dir: 'auto' }, text), update: () => true };
}
