import type { BlockedReason } from '@connective-chat/core';
import type { Texts } from '../lang/texts.types.ts';

/** Why something cannot be done now, in the visitor's words; `null` where the reason is plain to see. */
export function blockedText(reason: BlockedReason): keyof Texts | null {
  switch (reason) {
    case 'thinking':
      return 'waitForAnswer';
    case 'too-large':
      return 'tooLong';
    case 'closed':
      return 'chatEnded';
    case 'refused':
      return 'chatRefused';
    case 'outbox-full':
      return 'outboxFull';
    case 'loading':
      return 'waitLoading';
    case 'empty':
    case 'answered':
    case 'no-more':
      return null;
    default:
      return 'cannotNow';
  }
}
