import type { Labels } from './labels.types.ts';

const authors = { visitor: 'You', bot: 'Bot', operator: 'Operator', system: '' } as const;

/** What the headless parts say where no `labels` are given. */
export const englishLabels: Labels = {
  openChat: 'Open chat',
  closeChat: 'Close chat',
  unread: (count) => `${count} unread ${count === 1 ? 'message' : 'messages'}`,
  chat: 'Chat',
  messages: 'Messages',
  message: 'Message',
  send: 'Send',
  attach: 'Attach files',
  you: 'You',
  author: ({ from }) => authors[from.kind],
  image: 'Image',
  file: (name) => `File ${name}`,
  rated: (score) => `Rated ${score}`,
  unsupported: 'This message cannot be shown here.',
  erased: 'This message was deleted.',
  manyMessages: (count) => `${count} messages`,
  thinking: 'Thinking',
  overdue: 'This takes longer than usual.',
  notSent: (text, reason) => `Not sent: ${text}. ${reason}`,
  reconnecting: 'No connection. Reconnecting.',
  reconnected: 'Connected again.',
  blocked: {
    thinking: 'An answer is on its way.',
    refused: 'The chat is not available.',
    closed: 'This conversation has ended.',
    empty: 'Write a message first.',
    'too-large': 'This message is too long.',
    'outbox-full': 'Too many messages are waiting to be sent.',
    answered: 'This has been answered.',
    'not-found': 'This message is gone.',
    unsupported: 'This cannot be sent here.',
    loading: 'Loading.',
    'no-more': 'There is nothing more.',
  },
};
