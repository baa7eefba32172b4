import { h } from '../dom/h.ts';
import { icon } from '../icons/icon.ts';
import { CLOSE } from '../icons/paths/close.ts';
import type { WidgetContext } from './widget-context.types.ts';

/**
 * Shows an image over the page until Esc, the close button, or a press outside. The browser then restores the focus.
 */
export function openLightbox(source: string, alt: string, { container, t }: WidgetContext): void {
  const close = () => element.close();
  const element = h(
    'dialog',
    { class: 'lightbox', 'aria-label': alt || t('image'), on: { click: close, close: () => element.remove() } },
    h('img', { src: source, alt }),
    h('button', { type: 'button', class: 'tool', 'aria-label': t('closeImage') }, icon(CLOSE)),
  );
  // Esc closes the image and not the chat behind it.
  element.addEventListener('keydown', (event) => event.stopPropagation());
  container.append(element);
  element.showModal();
}
