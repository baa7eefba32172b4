import { createChat } from 'published:dist/chat.bundle.es.js';
import styles from '@n8n/chat/dist/style.css';
import { until } from './until.js';

/** Shows the messages and resolves when the visitor can write; returns a function that adds a message of the bot. */
export async function show(texts, target) {
  const sheet = document.createElement('style');
  sheet.textContent = styles;
  document.head.append(sheet);
  const app = createChat({
    webhookUrl: 'https://chat.example/webhook',
    target,
    mode: 'fullscreen',
    showWelcomeScreen: false,
    loadPreviousSession: false,
    initialMessages: [],
  });
  // There is no public method that adds messages.
  const { provides } = app._context;
  const { messages } = Reflect.ownKeys(provides)
    .map((key) => provides[key])
    .find((provided) => provided?.messages?.value);
  messages.value = texts.map((text, index) => ({ id: `h${index}`, text, sender: index % 2 ? 'bot' : 'user' }));
  const find = (selector) => target.querySelector(selector);
  await until(() => find('textarea') && (texts.length === 0 || find('.chat-message')));
  let added = 0;
  return (text) => {
    added += 1;
    messages.value.push({ id: `a${added}`, text, sender: 'bot' });
  };
}
