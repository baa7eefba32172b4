import { TEST_CHAT_PARAM } from '@connective-chat/contracts/embed';
import { forgetVisitor } from './forget-visitor.ts';
import { keepStorageApart } from './keep-storage-apart.ts';
import { type PreviewMessage, readPreviewMessage } from './preview-message.ts';
import './preview.css';

/*
 * The page of a preview: the widget's own loader of this server, controlled by the embedding page. A second `init`
 * updates the widget; the loader itself decides whether that needs a new chat.
 */

type Kw = ((...call: unknown[]) => void) & { q?: unknown[][] };
declare global {
  interface Window {
    kw: Kw;
    kw_event: Kw;
  }
}

keepStorageApart();

for (const name of ['kw', 'kw_event'] as const) {
  const queue: Kw = (...call) => {
    queue.q ??= [];
    queue.q.push(call);
  };
  window[name] = queue;
}

let loader: string | null = null;
let opened: string | null = null;

/** @returns false if the page has loaded the other loader, which cannot be unloaded: a new page is needed */
function load(version: PreviewMessage['version']): boolean {
  const wanted = version === 'legacy' ? '/kwjs-legacy.js' : '/kwjs.js';
  if (loader !== null) return loader === wanted;
  loader = wanted;
  const script = document.createElement('script');
  script.async = true;
  script.src = wanted;
  document.head.append(script);
  return true;
}

function show({ init, version, dir, theme, page, opens, fresh }: PreviewMessage): void {
  Object.assign(document.documentElement, { dir, lang: String(init.language_code ?? 'en') });
  Object.assign(document.documentElement.dataset, { theme, page });
  if (fresh && loader === null) forgetVisitor(String(init.bot_id));
  if (!load(version)) {
    parent.postMessage({ type: 'preview-reload' }, location.origin);
    return;
  }
  const params = { ...(init.params_from_site as object | undefined), [TEST_CHAT_PARAM]: true };
  window.kw('init', { ...init, params_from_site: params });
  // Another format needs another chat, which has to be opened again.
  const chat = `${init.bot_id} ${init.format} ${init.language_code} ${JSON.stringify(init.widgetButton)}`;
  if (opens && opened !== chat && init.format !== 'frame') window.kw_event('openchat', 1);
  if (!opens && opened !== null) window.kw_event('openchat', 0);
  opened = opens ? chat : null;
}

window.addEventListener('message', (event) => {
  const message = readPreviewMessage(event, { origin: location.origin, source: parent });
  if (message) show(message);
});

/** The outline of a site behind the widget, as a background for its colours. */
for (const part of ['bar', 'title', 'line', 'line', 'line', 'picture', 'line', 'line']) {
  const outline = document.createElement('div');
  outline.className = `outline outline-${part}`;
  document.body.append(outline);
}

parent.postMessage({ type: 'preview-ready' }, location.origin);
