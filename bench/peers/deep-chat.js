import 'deep-chat';

/** Shows `count` messages and resolves when the visitor can write. */
export async function show(texts, target) {
  const element = document.createElement('deep-chat');
  element.style.width = '100%';
  element.style.height = '100%';
  element.connect = { handler: () => {} };
  element.history = texts.map((text, index) => ({ role: index % 2 ? 'ai' : 'user', text }));
  target.append(element);
  const ready = () =>
    element.shadowRoot?.querySelector('#text-input') &&
    (texts.length === 0 || element.shadowRoot.querySelector('.message-bubble'));
  while (!ready()) await new Promise((done) => setTimeout(done));
  return (text) => element.addMessage({ role: 'ai', text });
}
