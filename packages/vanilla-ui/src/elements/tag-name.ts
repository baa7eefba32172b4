import { CONSOLE_PAGE } from './console-page.ts';

const NAME = 'connective-chat';
/** Another script may have defined the name, and a custom element cannot be defined twice. */
const SPARE_NAME = 'connective-chat-widget';

/** Whether a custom element is this widget, possibly of another copy of this library. */
const isWidget = (element: CustomElementConstructor): boolean => 'adopt' in element.prototype;

/** The tag under which the widget is defined, or can be defined, on this page. */
export function tagName(): string {
  const taken = customElements.get(NAME);
  return taken && !isWidget(taken) ? SPARE_NAME : NAME;
}

/** Defines the widget once. If the name is taken, uses the spare one and logs an error for the developer. */
export function defineElement(element: CustomElementConstructor): void {
  const name = tagName();
  if (customElements.get(name)) return;
  customElements.define(name, element);
  if (name === NAME) return;
  console.error(
    `[connective-chat] Another script has defined <${NAME}>: the widget is <${SPARE_NAME}> on this page. ` +
      `What the page writes as <${NAME}> is not the chat. (${CONSOLE_PAGE})`,
  );
}
