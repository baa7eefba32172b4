import { createChatClient } from '@connective-chat/core';
import { defineConnectiveChat } from './define-connective-chat.ts';
import { clientOptions } from './elements/client-options.ts';
import type { ConnectiveChatElement } from './elements/connective-chat-element.ts';
import { tagName } from './elements/tag-name.ts';
import { whenCheckable } from './options/when-checkable.ts';
import type { Widget } from './widget.types.ts';
import type { WidgetOptions } from './widget-options.types.ts';

/**
 * Creates a widget on the page. During server-side rendering there is no page: methods do nothing, the client is never
 * started, and `element` must not be used.
 *
 * @throws {TypeError} if `server` or `botId` is missing
 * @example
 * const widget = createWidget({ server: 'https://socket.example.com', botId: 1 });
 * widget.on('unread', (count) => showInMenu(count));
 */
export function createWidget(options: WidgetOptions): Widget {
  if (!options.server || options.botId === undefined) {
    // The error does not tell that a name is misspelt. The options of a widget are checked by its element.
    if (typeof document !== 'undefined') whenCheckable(({ checkOptions }) => checkOptions(options));
    throw new TypeError('createWidget needs a server and a botId');
  }
  if (typeof document === 'undefined') return createInertWidget(options);
  defineConnectiveChat();
  const element = document.createElement(tagName()) as ConnectiveChatElement;
  element.options = options;
  (options.target ?? document.body).append(element);
  const { client } = element;
  if (!client) throw new TypeError('createWidget needs a target that is on the page');
  return {
    element,
    client,
    open: (how) => element.open(how),
    close: () => element.close(),
    setParams: (params) => element.setParams(params),
    setColors: (colors) => element.setColors(colors),
    setHeading: (heading) => element.setHeading(heading),
    goTo: (alias) => element.goTo(alias),
    stop: () => element.stop(),
    on: (event, handler) => element.on(event, handler),
    destroy: () => element.remove(),
  };
}

const ignore = (): void => {};

/** A widget without effect, for server-side rendering. */
const createInertWidget = (options: WidgetOptions): Widget => ({
  get element(): never {
    throw new TypeError('A widget has no element on a server');
  },
  client: options.client ?? createChatClient(clientOptions(options, options.locale ?? 'en')),
  open: ignore,
  close: ignore,
  setParams: ignore,
  setColors: ignore,
  setHeading: ignore,
  goTo: ignore,
  stop: ignore,
  on: () => ignore,
  destroy: ignore,
});
