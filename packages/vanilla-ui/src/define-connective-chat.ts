import { ConnectiveChatElement } from './elements/connective-chat-element.ts';

/**
 * Makes `<connective-chat>` known to the page. Calling it again does nothing.
 *
 * @example
 * defineConnectiveChat();
 * document.body.append(document.createElement('connective-chat'));
 */
export function defineConnectiveChat(): void {
  if (!customElements.get('connective-chat')) customElements.define('connective-chat', ConnectiveChatElement);
}
