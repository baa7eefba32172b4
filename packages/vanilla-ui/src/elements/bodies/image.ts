import type { BodyOf } from '@connective-chat/core';
import { safeSource } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { icon } from '../../icons/icon.ts';
import { IMAGE } from '../../icons/paths/image.ts';
import { openLightbox } from '../lightbox.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';

/** An image. Its box has the right size before the image loads, so that nothing moves. */
export function createImage(body: BodyOf<'image'>, context: WidgetContext): BodyView {
  const { t } = context;
  const source = body.url ? safeSource(body.url, document.baseURI) : null;
  const broken = () =>
    h('span', { class: 'image-broken' }, icon(IMAGE), h('span', { class: 'hidden' }, t('imageFailed')));
  const label = body.alt ? `${t('openImage')}: ${body.alt}` : t('openImage');
  const element = h('button', {
    type: 'button',
    class: 'image',
    'aria-label': label,
    on: { click: () => source && openLightbox(source, body.alt, context) },
  });
  const ratio = body.width && body.height ? Math.min(Math.max(body.width / body.height, 0.5), 2.5) : 4 / 3;
  element.style.setProperty('aspect-ratio', String(ratio));
  if (source) {
    const picture = h('img', { src: source, alt: '', loading: 'lazy', decoding: 'async' });
    picture.addEventListener('error', () => element.replaceChildren(broken()));
    element.append(picture);
  } else {
    element.append(broken());
  }
  return { element, bare: true };
}
