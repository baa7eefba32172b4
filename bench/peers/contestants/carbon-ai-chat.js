import '@carbon/ai-chat/dist/es/web-components/cds-aichat-custom-element/index.js';
import { until } from './until.js';

/** All elements of a tree with its shadow trees. */
function* elementsOf(root) {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* elementsOf(element.shadowRoot);
  }
}
const some = (root, isOne) => {
  for (const element of elementsOf(root)) if (isOne(element)) return true;
  return false;
};

/** Shows the messages and resolves when the visitor can write; returns a function that adds a message of the bot. */
export async function show(texts, target) {
  const answer = (text) => ({ output: { generic: [{ response_type: 'text', text }] } });
  const history = texts.map((text, index) => ({
    message: index % 2 ? { id: `h${index}`, ...answer(text) } : { id: `h${index}`, input: { text } },
    time: new Date(1_700_000_000_000 + index * 1000).toISOString(),
  }));
  const element = document.createElement('cds-aichat-custom-element');
  let chat;
  Object.assign(element, {
    openChatByDefault: true,
    disclaimer: { isOn: false },
    homescreen: { isOn: false },
    messaging: {
      skipWelcome: true,
      customSendMessage: async () => {},
      customLoadHistory: async () => history,
    },
    onAfterRender: (instance) => {
      chat = instance;
    },
  });
  element.style.cssText = 'display: block; width: 100%; height: 100%';
  target.append(element);
  await until(
    () =>
      chat &&
      some(target, (one) => one.matches('[contenteditable=true], textarea')) &&
      (texts.length === 0 || some(target, (one) => one.matches('.cds-aichat--message, .cds-aichat--received'))),
  );
  return (text) => chat.messaging.addMessage(answer(text));
}
