import { type Beginning, WidgetElement } from '../elements/widget-element.ts';
import { answerEvent } from './answer-event.ts';
import type { EmbeddedWidget, Seed } from './embed.types.ts';

let beginning: Beginning | null = null;

/** The element behind a loader, which has painted the launcher already: its code is fetched again only where it was not. */
class EmbeddedElement extends WidgetElement {
  protected beginning(again: () => void): Beginning | null {
    if (!beginning) {
      import('../elements/beginning.ts').then(
        (loaded) => {
          beginning = loaded;
          again();
        },
        // The next attribute, or the next time on a page, tries again.
        () => {},
      );
    }
    return beginning;
  }
}

/*
 * What the loader imports. It may be used by itself as well: it makes the element known, so that a
 * page of its own may write <connective-chat> by hand.
 */
if (!customElements.get('connective-chat')) customElements.define('connective-chat', EmbeddedElement);

/** Makes a widget of the launcher that the loader has painted. */
export function takeOver({ host, shell, options }: Seed): EmbeddedWidget {
  customElements.upgrade(host);
  const element = host as WidgetElement;
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
