import { h } from '../dom/h.ts';
import { icon } from '../icons/icon.ts';
import { CLOSE } from '../icons/paths/close.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Shows a picture over everything, until Esc, the button, or a press beside it. The focus then returns by itself. */
export function openLightbox(source: string, alt: string, { container, t }: WidgetContext): void {
  const close = () => element.close();
  const element = h(
    'dialog',
    { class: 'lightbox', 'aria-label': alt || t('image'), on: { click: close, close: () => element.remove() } },
    h('img', { src: source, alt }),
    h('button', { type: 'button', class: 'tool', 'aria-label': t('closeImage') }, icon(CLOSE)),
  );
  // Esc belongs to the picture, not to the chat behind it.
  element.addEventListener('keydown', (event) => event.stopPropagation());
  container.append(element);
  element.showModal();
}
