import { defineConnectiveChat } from '../define-connective-chat.ts';
import type { ConnectiveChatElement } from '../elements/connective-chat-element.ts';
import { answerEvent } from './answer-event.ts';
import type { EmbeddedWidget, Seed } from './embed.types.ts';

/*
 * What the loader imports. It may be used by itself as well: it makes the element known, so that a
 * page of its own may write <connective-chat> by hand.
 */
defineConnectiveChat();

/** Makes a widget of the launcher that the loader has painted. */
export function takeOver({ host, shell, options }: Seed): EmbeddedWidget {
  customElements.upgrade(host);
  const element = host as ConnectiveChatElement;
  element.adopt(shell, options);
  return {
    event: (name, payload) => answerEvent(element, name, payload),
    on: (event, handler) => element.on(event, handler),
    destroy: () => element.remove(),
    update: (next) => {
      element.options = next;
    },
  };
}
