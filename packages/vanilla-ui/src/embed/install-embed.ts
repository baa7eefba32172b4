import { importWithRetry } from '../dom/import-with-retry.ts';
import type { WidgetModule } from './embed.types.ts';
import { EmbedController } from './embed-controller.ts';
import { widgetAddress } from './widget-address.ts';

interface Stub {
  (...call: readonly unknown[]): void;
  /** What the page has called before this script came. */
  q?: ArrayLike<unknown>[];
  /** When the stub was made. */
  l?: number;
  loaded?: true;
}

/**
 * Takes the place of the stubs a page has made: `kw`, or what `window.KwizbotWidget` names, and
 * `kw_event`. What they have queued is replayed in order; then calls are answered directly.
 */
export function installEmbed(version: 'v2' | 'legacy', scriptUrl: string): void {
  const scope = window as unknown as Record<string, Stub | string | undefined>;
  const name = typeof scope.KwizbotWidget === 'string' ? scope.KwizbotWidget : 'kw';
  const stub = scope[name] as Stub | undefined;
  const eventStub = scope.kw_event as Stub | undefined;
  // The same script twice, by a tag manager and by hand: the first one answers.
  if (stub?.loaded) return;

  const controller = new EmbedController({
    version,
    server: new URL(scriptUrl).origin,
    warn: (message) => console.warn(`[connective-chat] ${message}`),
    // From the folder of the script, so that a versioned copy of it loads its own version of the rest.
    load: (assetUrl) => {
      const base = assetUrl ? withSlash(assetUrl) : scriptUrl;
      return importWithRetry<WidgetModule>((attempt) => import(/* @vite-ignore */ widgetAddress(base, attempt)));
    },
  });
  // Until the body is there, calls go on waiting in line behind the page's own.
  let waiting: (() => void)[] | null = [];
  const inTurn = (call: () => void) => {
    if (waiting) waiting.push(call);
    else call();
  };
  const kw: Stub = (...call) => inTurn(() => controller.command(...(call as [unknown])));
  const kwEvent: Stub = (event, payload) => inTurn(() => controller.event(event, payload));
  kw.loaded = true;
  scope[name] = kw;
  scope.kw_event = kwEvent;
  if (name !== 'kw') scope[`${name}_event`] = kwEvent;

  for (const call of stub?.q ?? []) kw(...Array.from(call));
  for (const call of eventStub?.q ?? []) kwEvent(...Array.from(call));
  const start = () => {
    const calls = waiting ?? [];
    waiting = null;
    for (const call of calls) call();
  };
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start, { once: true });
}

const withSlash = (url: string): string => new URL(url.endsWith('/') ? url : `${url}/`, document.baseURI).href;
