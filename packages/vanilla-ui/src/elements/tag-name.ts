const NAME = 'connective-chat';
/** Another script of the page may have taken the name; a custom element cannot be defined twice. */
const SPARE_NAME = 'connective-chat-widget';

/** Whether a class of elements is the widget's, also one of another copy of it. */
const isWidget = (element: CustomElementConstructor): boolean => 'adopt' in element.prototype;

/** The tag under which the widget is, or can be, defined on this page. */
export function tagName(): string {
  const taken = customElements.get(NAME);
  return taken && !isWidget(taken) ? SPARE_NAME : NAME;
}

/** Defines the widget under its tag, once; under the spare one, and with an error for the developer, where it is taken. */
export function defineElement(element: CustomElementConstructor): void {
  const name = tagName();
  if (customElements.get(name)) return;
  customElements.define(name, element);
  if (name === NAME) return;
  console.error(
    `[connective-chat] Another script has defined <${NAME}>: the widget is <${SPARE_NAME}> on this page. ` +
      `What the page writes as <${NAME}> is not the chat.`,
  );
}
