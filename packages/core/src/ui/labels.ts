import type { BlockedReason } from '../client/chat-client.types.ts';
import type { Message } from '../messages/message.types.ts';

/** Every word that the headless parts say by themselves. Give your own for another language or tone. */
export interface Labels {
  readonly openChat: string;
  readonly closeChat: string;
  /** Follows the launcher's name while something is unread. */
  readonly unread: (count: number) => string;
  readonly chat: string;
  readonly messages: string;
  readonly message: string;
  readonly send: string;
  readonly attach: string;
  readonly you: string;
  /** Who a message is from, where the server gives no name. */
  readonly author: (message: Message) => string;
  readonly image: string;
  readonly file: (name: string) => string;
  readonly rated: (score: number) => string;
  readonly unsupported: string;
  readonly erased: string;
  /** Instead of the messages themselves, when many came at once. */
  readonly manyMessages: (count: number) => string;
  readonly thinking: string;
  readonly overdue: string;
  readonly notSent: (text: string, reason: string) => string;
  readonly reconnecting: string;
  readonly reconnected: string;
  /** Why a message cannot be sent now. */
  readonly blocked: Readonly<Record<BlockedReason, string>>;
}

const authors = { visitor: 'You', bot: 'Bot', operator: 'Operator', system: '' } as const;

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
