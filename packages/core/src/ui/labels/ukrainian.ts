import type { Labels } from './labels.types.ts';
import { slavicPlural } from './slavic-plural.ts';

const authors = { visitor: 'Ви', bot: 'Асистент', operator: 'Оператор', system: '' } as const;

/**
 * The words of the headless parts in Ukrainian.
 *
 * @example
 * getLauncherProps({ panelId, open, unread, onToggle, labels: ukrainianLabels });
 */
export const ukrainianLabels: Labels = {
  openChat: 'Відкрити чат',
  closeChat: 'Закрити чат',
  unread: (count) =>
    slavicPlural('uk', count, 'непрочитане повідомлення', 'непрочитані повідомлення', 'непрочитаних повідомлень'),
  chat: 'Чат',
  messages: 'Повідомлення',
  message: 'Повідомлення',
  send: 'Надіслати',
  attach: 'Додати файли',
  you: 'Ви',
  author: ({ from }) => authors[from.kind],
  image: 'Зображення',
  file: (name) => `Файл ${name}`,
  rated: (score) => `Оцінка ${score}`,
  unsupported: 'Це повідомлення тут не можна показати.',
  erased: 'Повідомлення видалено.',
  manyMessages: (count) => slavicPlural('uk', count, 'повідомлення', 'повідомлення', 'повідомлень'),
  thinking: 'Шукаю відповідь',
  overdue: 'Це триває довше, ніж зазвичай.',
  notSent: (text, reason) => `Не надіслано: ${text}. ${reason}`,
  reconnecting: 'Немає з’єднання. Відновлюємо.',
  reconnected: 'З’єднання відновлено.',
  blocked: {
    thinking: 'Відповідь уже готується.',
    refused: 'Чат зараз недоступний.',
    closed: 'Розмову завершено.',
    empty: 'Спершу напишіть повідомлення.',
    'too-large': 'Повідомлення задовге.',
    'outbox-full': 'Забагато повідомлень чекають на надсилання.',
    answered: 'На це вже є відповідь.',
    'not-found': 'Цього повідомлення вже немає.',
    unsupported: 'Тут цього не можна надіслати.',
    loading: 'Завантажуємо.',
    'no-more': 'Більше нічого немає.',
  },
};
