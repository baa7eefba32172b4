import { importWithRetry } from '../dom/import-with-retry.ts';
import { CONSOLE_PAGE } from '../elements/console-page.ts';
import type { WidgetModule } from './embed.types.ts';
import { EmbedController } from './embed-controller.ts';
import { hideInheritedProperties } from './hide-inherited-properties.ts';
import { chunkAddresses, widgetAddress } from './widget-address.ts';

interface Stub {
  (...call: readonly unknown[]): void;
  /** The calls that the page made before this script was loaded. */
  q?: ArrayLike<unknown>[];
  /** When the stub was created. */
  l?: number;
  loaded?: true;
}

/**
 * Replaces the stubs of the page: `kw`, or the function named by `window.KwizbotWidget`, and `kw_event`. Queued calls
 * are replayed in order; later calls are executed directly.
 */
export function installEmbed(version: 'v2' | 'legacy', scriptUrl: string): void {
  const scope = window as unknown as Record<string, Stub | string | undefined>;
  const name = typeof scope.KwizbotWidget === 'string' ? scope.KwizbotWidget : 'kw';
  const stub = scope[name] as Stub | undefined;
  const eventStub = scope.kw_event as Stub | undefined;
  // The script may be on the page twice, for example through a tag manager: the first one is used.
  if (stub?.loaded) return;

  // Relative to the script, so that a versioned copy loads its own version of all other files.
  const baseOf = (assetUrl: string | undefined) => (assetUrl ? withSlash(assetUrl) : scriptUrl);
  const controller = new EmbedController({
    version,
    server: new URL(scriptUrl).origin,
    warn: (message) => console.warn(`[connective-chat] ${message} (${CONSOLE_PAGE})`),
    error: (message) => console.error(`[connective-chat] ${message} (${CONSOLE_PAGE})`),
    load: (assetUrl) => {
      const visible = hideInheritedProperties();
      if (visible.length > 0) {
        console.error(
          `[connective-chat] The page adds ${visible.join(', ')} to every object, enumerable and not configurable: ` +
            `the chat may not work here. (${CONSOLE_PAGE})`,
        );
      }
      return importWithRetry<WidgetModule>(
        (attempt) => import(/* @vite-ignore */ widgetAddress(baseOf(assetUrl), attempt)),
      );
    },
    preload: (assetUrl, isFrame) => {
      for (const address of chunkAddresses(baseOf(assetUrl), isFrame)) {
        import(/* @vite-ignore */ address).catch(() => {});
      }
    },
  });
  // Until the document has a body, calls are queued after those of the page.
  let queue: (() => void)[] | null = [];
  const callInOrder = (call: () => void) => {
    if (queue) queue.push(call);
    else call();
  };
  const kw: Stub = (...call) => callInOrder(() => controller.command(...(call as [unknown])));
  const kwEvent: Stub = (event, payload) => callInOrder(() => controller.event(event, payload));
  kw.loaded = true;
  scope[name] = kw;
  scope.kw_event = kwEvent;
  if (name !== 'kw') scope[`${name}_event`] = kwEvent;

  for (const call of stub?.q ?? []) kw(...Array.from(call));
  for (const call of eventStub?.q ?? []) kwEvent(...Array.from(call));
  const start = () => {
    const calls = queue ?? [];
    queue = null;
    for (const call of calls) call();
  };
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start, { once: true });
}

const withSlash = (url: string): string => new URL(url.endsWith('/') ? url : `${url}/`, document.baseURI).href;
