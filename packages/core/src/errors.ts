import type { Code } from './protocol/codes.ts';

/** A code of the protocol, or one of the client's own. */
export type ChatErrorCode =
  | Code
  | 'CONNECT_FAILED'
  | 'CONNECT_TIMEOUT'
  | 'CONNECTION_LOST'
  | 'NO_ANSWER'
  | 'POISONED'
  | 'EXPIRED'
  | 'OUTBOX_FULL'
  | 'UPLOAD_FAILED'
  | 'UPLOAD_CANCELLED'
  | 'TYPE_MISMATCH'
  | 'MISUSE'
  | (string & {});

/**
 * Every error of this library. It is state more often than it is thrown: `chat.error`,
 * `message.error`, `connection.error`. Only misuse by the developer throws.
 *
 * @example
 * if (isChatError(error) && error.retryable) showRetry();
 */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  /** What went wrong, for a program. */
  readonly code: ChatErrorCode;
  /** Whether the same may work later. */
  readonly retryable: boolean;
  /** The least to wait before that, in ms, where the server said so. */
  readonly retryAfterMs: number | undefined;
  /** What the server says to the visitor, in their language; a UI shows it in the place of its own words. */
  readonly text: string | undefined;

  constructor(
    code: ChatErrorCode,
    message: string,
    options: {
      retryable?: boolean;
      retryAfterMs?: number | undefined;
      text?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.text = options.text;
  }
}

/** What may work the next time. */
export const passingError = (code: ChatErrorCode, message: string, cause?: unknown): ChatError =>
  new ChatError(code, message, { retryable: true, cause });

/** What an actor, a link or a request gave as its reason; anything else is our own fault and may be tried again. */
export const toChatError = (cause: unknown): ChatError =>
  isChatError(cause) ? cause : passingError('INTERNAL', 'Something failed inside the client.', cause);

/**
 * Whether a value is an error of this library, also one of another copy of it.
 *
 * @example if (isChatError(error)) console.log(error.code, error.retryable);
 */
export function isChatError(value: unknown): value is ChatError {
  return value instanceof Error && value.name === 'ChatError' && 'code' in value;
}
