import '../page/page.css';
import './gallery-page.css';
import {
  createGallery,
  type GalleryAddress,
  readGalleryAddress,
  writeGalleryAddress,
} from '@connective-chat/core/testing';
import { element } from '../page/element.ts';
import { part } from '../page/part.ts';
import { WIDGET_STATES } from './widget-states.ts';

/* Every state with every look. The address of this page is that of the state; `state.html` shows it alone. */

type Ui = 'mini' | 'frame' | 'own';

interface Shown extends GalleryAddress {
  readonly ui: Ui;
}

const conversationStates = createGallery(() => () => {}).states;
const statesOf = (ui: Ui): readonly string[] => {
  if (ui === 'own') return conversationStates;
  const all = [...new Set([...conversationStates, ...Object.keys(WIDGET_STATES)])];
  return ui === 'frame' ? all.filter((name) => !WIDGET_STATES[name]?.closed) : all;
};

const CHOICES = {
  ui: { title: 'Interface', options: { mini: 'Widget', frame: 'Widget in a frame', own: 'Own UI in React' } },
  theme: { title: 'Theme', options: { light: 'Light', dark: 'Dark' } },
  dir: { title: 'Direction', options: { ltr: 'Left to right', rtl: 'Right to left' } },
  size: { title: 'Size', options: { desktop: 'Desktop', phone: 'Phone' } },
} as const;

function read(): Shown {
  const ui = new URLSearchParams(location.search).get('ui');
  return { ...readGalleryAddress(location.search), ui: ui === 'frame' || ui === 'own' ? ui : 'mini' };
}

const addressOf = ({ ui, ...address }: Shown): string => `${writeGalleryAddress(address)}&ui=${ui}`;

/** The page with one state alone. */
const pageOf = ({ ui, ...address }: Shown): string =>
  ui === 'own'
    ? `./own.html${writeGalleryAddress(address)}`
    : `./state.html${writeGalleryAddress(address)}${ui === 'frame' ? '&format=frame' : ''}`;

function go(change: Partial<Shown>): void {
  const next = { ...read(), ...change };
  const known = statesOf(next.ui).includes(next.state);
  history.pushState(null, '', addressOf(known ? next : { ...next, state: 'talk' }));
  show();
}

function show(): void {
  const shown = read();
  document.documentElement.style.colorScheme = shown.theme;
  part('look').replaceChildren(
    ...Object.entries(CHOICES).map(([name, { title, options }]) => {
      const select = element(
        'select',
        { name },
        ...Object.entries(options).map(([value, label]) => element('option', { value }, label)),
      );
      select.value = shown[name as keyof typeof CHOICES];
      select.addEventListener('change', () => {
        go({ [name]: select.value });
        part('look').querySelector<HTMLElement>(`[name=${name}]`)?.focus();
      });
      return element('label', {}, title, select);
    }),
  );
  part('states').replaceChildren(
    ...statesOf(shown.ui).map((state) => {
      const href = addressOf({ ...shown, state });
      const isShown = state === shown.state;
      const link = element('a', { href, ...(isShown ? { 'aria-current': 'page' } : {}) }, state.replaceAll('-', ' '));
      link.addEventListener('click', (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go({ state });
        part('states').querySelector<HTMLElement>('[aria-current]')?.focus();
      });
      return link;
    }),
  );
  const src = pageOf(shown);
  part<HTMLAnchorElement>('address').href = src;
  // A new element: a frame whose address changes adds an entry to the history.
  part('frame-box').replaceChildren(
    element('iframe', { src, title: `The state ${shown.state}`, class: `frame-${shown.size}` }),
  );
}

addEventListener('popstate', show);
show();
