import type { BlockedReason } from '../client/chat-results.types.ts';
import type { ConnectionState } from '../client/chat-state.types.ts';
import type { Message } from '../conversation/message.types.ts';
import type { ChatError } from '../errors.ts';
import type { Limits } from '../protocol/limits.ts';
import { englishTexts } from '../texts/english-texts.ts';
import type { TextDictionary, Texts } from '../texts/texts.types.ts';

const BLOCKED_TEXTS: Readonly<Record<BlockedReason, keyof TextDictionary>> = {
  thinking: 'waitForAnswer',
  queued: 'queuedAlready',
  'not-thinking': 'cannotNow',
  stopping: 'stopping',
  refused: 'chatRefused',
  closed: 'chatEnded',
  empty: 'emptyDraft',
  'too-large': 'tooLong',
  'outbox-full': 'outboxFull',
  answered: 'alreadyAnswered',
  'not-found': 'messageGone',
  unsupported: 'cannotNow',
  loading: 'waitLoading',
  'no-more': 'nothingMore',
  'too-many': 'filesTooMany',
  uploading: 'waitForFiles',
};

/**
 * Tells the visitor why an action is not possible now.
 *
 * @example describeBlocked('thinking') // 'You can send as soon as the answer is here.'
 */
export function describeBlocked(reason: BlockedReason, texts: Texts = englishTexts): string {
  return texts.t(BLOCKED_TEXTS[reason]);
}

/**
 * Tells the visitor why a file cannot be sent.
 *
 * @param limits the limits of the client, for the allowed size
 * @example describeFileRefusal('too-large', chat.limits.get()) // 'Too large: up to 10 MB.'
 */
export function describeFileRefusal(
  reason: BlockedReason,
  { uploadBytes }: Pick<Limits, 'uploadBytes'>,
  texts: Texts = englishTexts,
): string {
  switch (reason) {
    case 'too-large':
      return texts.t('fileTooLarge', { limit: texts.size(uploadBytes) });
    case 'empty':
      return texts.t('fileEmpty');
    case 'unsupported':
      return texts.t('fileKind');
    default:
      return describeBlocked(reason, texts);
  }
}

/**
 * Tells the visitor why an upload failed. `error.retryable` tells whether a retry can help.
 *
 * @param limits the limits of the client, for the allowed size
 * @example describeUploadFailure(upload.error, chat.limits.get()) // 'The content does not match the type of the file.'
 */
export function describeUploadFailure(
  error: ChatError | null,
  limits: Pick<Limits, 'uploadBytes'>,
  texts: Texts = englishTexts,
): string {
  switch (error?.code) {
    case 'TOO_LARGE':
      return describeFileRefusal('too-large', limits, texts);
    case 'UNSUPPORTED_TYPE':
      return describeFileRefusal('unsupported', limits, texts);
    case 'TYPE_MISMATCH':
      return texts.t('fileMismatch');
    case 'RATE_LIMITED':
    case 'BUSY':
      return texts.t('filesTooFast');
    default:
      return texts.t('uploadFailed');
  }
}

/**
 * Tells the visitor why their message is still pending; `null` while it is being sent, and during the first attempt to
 * reconnect, which usually succeeds immediately.
 *
 * @example describePending(message, chat.connection.get()) // 'Will be sent when you are back online'
 */
export function describePending(
  { delivery, error, from }: Message,
  { status, attempt }: ConnectionState,
  texts: Texts = englishTexts,
): string | null {
  if (from.kind !== 'visitor' || delivery !== 'pending') return null;
  if (status === 'reconnecting' && attempt > 1) return texts.t('pendingOffline');
  return status === 'online' && error?.code === 'RATE_LIMITED' ? texts.t('pendingRate') : null;
}

/** Why a message of the visitor failed, as the key of its text. */
export type FailureText = 'expired' | 'unconfirmed' | 'failed' | 'failedTooLarge' | 'failedClosed' | 'failedBlocked';

/**
 * Why a message failed; `null` if it was delivered or still may be.
 *
 * @example const key = failureOf(message); // 'failedTooLarge'
 */
export function failureOf({ delivery, error }: Message): FailureText | null {
  if (delivery === 'expired' || delivery === 'unconfirmed') return delivery;
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

/**
 * Tells the visitor why their message was not delivered; `null` if it was, or still may be.
 *
 * @example describeFailure(message) // 'Not sent: too long.'
 */
export function describeFailure(message: Message, texts: Texts = englishTexts): string | null {
  const failure = failureOf(message);
  return failure && texts.t(failure);
}
