import { readGalleryAddress } from '@connective-chat/core/testing';
import { widgetGallery } from './widget-gallery.ts';

/* One state of the widget: the one that the address of the page names. Tests show states by `window.gallery`. */

Object.assign(window, { gallery: widgetGallery });

if (location.search) {
  const { state, ...look } = readGalleryAddress(location.search);
  const format = new URLSearchParams(location.search).get('format') === 'frame' ? 'frame' : 'mini';
  widgetGallery.show(state, { ...look, format }).catch((error: unknown) => {
    const problem = document.createElement('pre');
    problem.setAttribute('role', 'alert');
    problem.textContent = String(error);
    document.body.prepend(problem);
  });
}
