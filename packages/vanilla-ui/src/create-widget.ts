import { defineConnectiveChat } from './define-connective-chat.ts';
import type { ConnectiveChatElement } from './elements/connective-chat-element.ts';
import type { Widget } from './widget.types.ts';
import type { WidgetOptions } from './widget-options.types.ts';

/**
 * Puts a widget on the page.
 *
 * @throws {TypeError} without a server or a bot
 * @example
 * const widget = createWidget({ server: 'https://socket.example.com', botId: 1 });
 * widget.on('unread', (count) => showInMenu(count));
 */
export function createWidget(options: WidgetOptions): Widget {
  if (!options.server || options.botId === undefined) throw new TypeError('createWidget needs a server and a botId');
  defineConnectiveChat();
  const element = document.createElement('connective-chat') as ConnectiveChatElement;
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
    on: (event, handler) => element.on(event, handler),
    destroy: () => element.remove(),
  };
}
