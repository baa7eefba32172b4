import { ConnectiveChatElement } from './elements/connective-chat-element.ts';
import { defineElement } from './elements/tag-name.ts';

declare global {
  interface HTMLElementTagNameMap {
    'connective-chat': ConnectiveChatElement;
  }
}

/**
 * Makes `<connective-chat>` known to the page. Calling it again, or on a server, does nothing. Where another script has
 * taken the name, the element is `<connective-chat-widget>`, and the console says so.
 *
 * @example
 * defineConnectiveChat();
 * document.body.append(document.createElement('connective-chat'));
 */
export function defineConnectiveChat(): void {
  // On a server there are no elements: a page that is rendered there defines it when it comes alive in the browser.
  if (typeof customElements !== 'undefined') defineElement(ConnectiveChatElement);
}
