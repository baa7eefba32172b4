import './setup.ts';
import { onTestFinished, vi } from 'vitest';
import { createWidget } from '../../src/index.ts';
import type { Widget } from '../../src/widget.types.ts';
import type { WidgetOptions } from '../../src/widget-options.types.ts';
import { ScriptedClient } from './scripted-client.ts';

export interface Mounted {
  readonly widget: Widget;
  readonly client: ScriptedClient;
  readonly root: ShadowRoot;
  /** The first element of the shadow tree that matches; fails where there is none. */
  find<T extends Element = HTMLElement>(selector: string): T;
  all(selector: string): Element[];
  /** Opens the panel and waits until it is there. */
  open(): Promise<void>;
}

/** A widget on a scripted client, taken off the page when the test ends. */
export function mount(options: Partial<WidgetOptions> = {}, client = new ScriptedClient()): Mounted {
  const widget = createWidget({ server: 'https://chat.example', botId: 1, client, locale: 'en', ...options });
  onTestFinished(() => {
    widget.destroy();
    sessionStorage.clear();
  });
  const root = widget.element.shadowRoot as ShadowRoot;
  const find = <T extends Element = HTMLElement>(selector: string): T => {
    const found = root.querySelector<T>(selector);
    if (!found) throw new Error(`nothing matches ${selector}`);
    return found;
  };
  return {
    widget,
    client,
    root,
    find,
    all: (selector) => [...root.querySelectorAll(selector)],
    async open() {
      widget.open();
      await vi.waitFor(() => find('.panel'), { timeout: 10_000 });
      await Promise.resolve();
    },
  };
}
