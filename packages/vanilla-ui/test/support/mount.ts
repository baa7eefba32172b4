import './setup.ts';
import type { ChatClient } from '@connective-chat/core';
import { ScriptedClient } from '@connective-chat/core/testing';
import { onTestFinished, vi } from 'vitest';
import { CHANNELS, FILES, MARKDOWN, RICH_BODIES, SCROLL_PARTS, SIDE_PARTS } from '../../src/elements/lazy-parts.ts';
import { createWidget } from '../../src/index.ts';
import type { Widget } from '../../src/widget.types.ts';
import type { WidgetOptions } from '../../src/widget-options.types.ts';

export interface Mounted<Client extends ChatClient = ScriptedClient> {
  readonly widget: Widget;
  readonly client: Client;
  readonly root: ShadowRoot;
  /** The first matching element of the shadow tree; throws if there is none. */
  find<T extends Element = HTMLElement>(selector: string): T;
  all(selector: string): Element[];
  /** Opens the panel and waits until it is rendered. */
  open(): Promise<void>;
}

/** Loaded before the tests: how long it takes to transform the sources depends on the machine. */
await Promise.all([RICH_BODIES, MARKDOWN, FILES, SCROLL_PARTS, SIDE_PARTS, CHANNELS].map((part) => part.load()));

/** Mounts a widget, by default with a scripted client; removes it when the test ends. */
export function mount(options?: Partial<WidgetOptions>): Mounted;
export function mount<Client extends ChatClient>(options: Partial<WidgetOptions>, client: Client): Mounted<Client>;
export function mount(
  options: Partial<WidgetOptions> = {},
  client: ChatClient = new ScriptedClient(),
): Mounted<ChatClient> {
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
      await vi.waitFor(() => find('.panel'), { timeout: 20_000 });
      await Promise.resolve();
    },
  };
}
