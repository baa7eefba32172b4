import type { Message } from '@connective-chat/core';
import type { Texts } from '../lang/texts.types.ts';

/** What to say of a message that did not arrive; `null` for one that did, or still may. */
export function failureText({ delivery, error }: Message): keyof Texts | null {
  if (delivery === 'expired') return 'expired';
  if (delivery === 'unconfirmed') return 'unconfirmed';
  if (delivery !== 'failed') return null;
  switch (error?.code) {
    case 'TOO_LARGE':
      return 'failedTooLarge';
    case 'CONVERSATION_CLOSED':
      return 'failedClosed';
    case 'BLOCKED':
    case 'BANNED':
      return 'failedBlocked';
    default:
      return 'failed';
  }
}
