import type { Labels } from './labels.types.ts';
import { slavicPlural } from './slavic-plural.ts';

const authors = { visitor: 'Вы', bot: 'Ассистент', operator: 'Оператор', system: '' } as const;

/**
 * The words of the headless parts in Russian.
 *
 * @example
 * getLauncherProps({ panelId, open, unread, onToggle, labels: russianLabels });
 */
export const russianLabels: Labels = {
  openChat: 'Открыть чат',
  closeChat: 'Закрыть чат',
  unread: (count) =>
    slavicPlural('ru', count, 'непрочитанное сообщение', 'непрочитанных сообщения', 'непрочитанных сообщений'),
  chat: 'Чат',
  messages: 'Сообщения',
  message: 'Сообщение',
  send: 'Отправить',
  attach: 'Прикрепить файлы',
  you: 'Вы',
  author: ({ from }) => authors[from.kind],
  image: 'Изображение',
  file: (name) => `Файл ${name}`,
  rated: (score) => `Оценка ${score}`,
  unsupported: 'Это сообщение здесь нельзя показать.',
  erased: 'Сообщение удалено.',
  manyMessages: (count) => slavicPlural('ru', count, 'сообщение', 'сообщения', 'сообщений'),
  thinking: 'Ищу ответ',
  overdue: 'Это длится дольше обычного.',
  notSent: (text, reason) => `Не отправлено: ${text}. ${reason}`,
  reconnecting: 'Нет соединения. Восстанавливаем.',
  reconnected: 'Соединение восстановлено.',
  blocked: {
    thinking: 'Ответ уже готовится.',
    refused: 'Чат сейчас недоступен.',
    closed: 'Разговор завершён.',
    empty: 'Сначала напишите сообщение.',
    'too-large': 'Сообщение слишком длинное.',
    'outbox-full': 'Слишком много сообщений ждут отправки.',
    answered: 'На это уже есть ответ.',
    'not-found': 'Этого сообщения больше нет.',
    unsupported: 'Здесь это нельзя отправить.',
    loading: 'Загружаем.',
    'no-more': 'Больше ничего нет.',
  },
};
