import type { BlockedReason } from '../../client/chat-client.types.ts';
import type { Message } from '../../conversation/message.types.ts';

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
