import type { Code } from './protocol/codes.ts';

/** A code of the protocol, or of the client itself. */
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
 * An error of this library. Most errors are part of the state (`chat.error`, `message.error`, `connection.error`); only
 * misuse by the developer is thrown.
 *
 * @example
 * if (isChatError(error) && error.retryable) showRetry();
 */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  /** The code, for programs. */
  readonly code: ChatErrorCode;
  /** Whether the same action may succeed later. */
  readonly retryable: boolean;
  /** The minimum time to wait before that, in ms, if the server gave one. */
  readonly retryAfterMs: number | undefined;
  /** The server's text for the visitor, in their language. A UI shows it instead of its own text. */
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

/** An error after which another attempt may succeed. */
export const passingError = (code: ChatErrorCode, message: string, cause?: unknown): ChatError =>
  new ChatError(code, message, { retryable: true, cause });

/**
 * Converts the rejection reason of an actor, a link or a request. Any reason but a ChatError is a defect, and may be
 * retried.
 */
export const toChatError = (cause: unknown): ChatError =>
  isChatError(cause) ? cause : passingError('INTERNAL', 'Something failed inside the client.', cause);

/**
 * Whether a value is an error of this library, possibly of another copy of it.
 *
 * @example if (isChatError(error)) console.log(error.code, error.retryable);
 */
export function isChatError(value: unknown): value is ChatError {
  return value instanceof Error && value.name === 'ChatError' && 'code' in value;
}
