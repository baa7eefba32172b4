import 'published:dist/deepChat.bundle.js';
import { until } from './until.js';

/** Shows the messages and resolves when the visitor can write; returns a function that adds a message of the bot. */
export async function show(texts, target) {
  const element = document.createElement('deep-chat');
  element.style.width = '100%';
  element.style.height = '100%';
  element.connect = { handler: () => {} };
  element.history = texts.map((text, index) => ({ role: index % 2 ? 'ai' : 'user', text }));
  target.append(element);
  const find = (selector) => element.shadowRoot?.querySelector(selector);
  await until(() => find('#text-input') && (texts.length === 0 || find('.message-bubble')));
  return (text) => element.addMessage({ role: 'ai', text });
}
