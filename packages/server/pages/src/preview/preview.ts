import { isPreviewMessage, type PreviewMessage } from './preview-message.ts';

/*
 * The page in which a widget is tried: nothing but the widget's own loader, on this server, driven by the page
 * around it. A second `init` changes what is there; what makes another chat of it, the loader sees by itself.
 */

type Kw = ((...call: unknown[]) => void) & { q?: unknown[][] };
declare global {
  interface Window {
    kw: Kw;
    kw_event: Kw;
  }
}

const stub = (name: 'kw' | 'kw_event') => {
  const queue: Kw = (...call) => {
    queue.q ??= [];
    queue.q.push(call);
  };
  window[name] = queue;
};
stub('kw');
stub('kw_event');

let loader: string | null = null;
let wasOpened = false;

function load(version: PreviewMessage['version']): void {
  const wanted = version === 'legacy' ? '/kwjs-legacy.js' : '/kwjs.js';
  if (loader === wanted) return;
  // The loaders cannot take each other's place: the other one needs a page of its own.
  if (loader) {
    parent.postMessage({ type: 'preview-reload' }, location.origin);
    return;
  }
  loader = wanted;
  const script = document.createElement('script');
  script.async = true;
  script.src = wanted;
  document.head.append(script);
}

window.addEventListener('message', ({ origin, source, data }) => {
  if (origin !== location.origin || source !== parent || !isPreviewMessage(data)) return;
  const { init, version, dir, theme, page, opens } = data;
  document.documentElement.dir = dir;
  document.documentElement.lang = String(init.language_code ?? 'en');
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.page = page;
  load(version);
  window.kw('init', init);
  if (opens && !wasOpened) window.kw_event('openchat', 1);
  wasOpened = opens;
});

parent.postMessage({ type: 'preview-ready' }, location.origin);
