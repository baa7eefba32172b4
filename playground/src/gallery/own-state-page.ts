import '../page/page.css';
import './own-state.css';
import { createGallery } from '@connective-chat/core/testing';
import { mountReactFace } from '../faces/react-face.tsx';
import { element } from '../page/element.ts';

/* One state in an interface of one's own: the address of the page names it. */

const gallery = createGallery(({ client, theme, dir, locale }) => {
  document.documentElement.lang = locale;
  document.documentElement.dir = dir;
  document.documentElement.style.colorScheme = theme;
  const target = element('main', { class: 'face own' });
  const body = element('div', { class: 'face-body' });
  target.append(body);
  document.body.append(target);
  const unmount = mountReactFace(body, client);
  return () => {
    unmount();
    target.remove();
  };
});

gallery.show(location.search).catch((error: unknown) => {
  document.body.replaceChildren(element('p', { role: 'alert' }, String(error)));
});
