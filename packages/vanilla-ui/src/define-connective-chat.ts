import { ConnectiveChatElement } from './elements/connective-chat-element.ts';
import { defineElement } from './elements/tag-name.ts';

declare global {
  interface HTMLElementTagNameMap {
    'connective-chat': ConnectiveChatElement;
  }
}

/**
 * Defines the custom element `<connective-chat>`. Does nothing on a server or when called again. If another script has
 * already defined this name, the element is `<connective-chat-widget>`, and the console reports it.
 *
 * @example
 * defineConnectiveChat();
 * document.body.append(document.createElement('connective-chat'));
 */
export function defineConnectiveChat(): void {
  // On a server there are no elements; the page defines the element when it hydrates in the browser.
  if (typeof customElements !== 'undefined') defineElement(ConnectiveChatElement);
}
