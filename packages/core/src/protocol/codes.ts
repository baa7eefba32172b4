/**
 * The refusal codes of the server, and how the client reacts:
 *
 * - `later`: the same frame may be sent again after `retryAfterMs`
 * - `resume`: send `hello` again, then repeat the frame
 * - `token`: ask the token provider again, once
 * - `never`: the frame is invalid; do not repeat it
 * - `final`: the connection has ended; do not reconnect
 */
export const CODES = {
  RATE_LIMITED: 'later',
  BUSY: 'later',
  THINKING_LOCK: 'later',
  UNAVAILABLE: 'later',
  INTERNAL: 'later',
  DEPLOY: 'later',
  OVERLOADED: 'later',
  RESUME_REQUIRED: 'resume',
  EPOCH_CHANGED: 'resume',
  TOKEN_EXPIRED: 'token',
  TOO_LARGE: 'never',
  INVALID: 'never',
  UNSUPPORTED_TYPE: 'never',
  CID_CONFLICT: 'never',
  CONVERSATION_CLOSED: 'never',
  BLOCKED: 'never',
  AUTH_FAILED: 'final',
  ORIGIN_NOT_ALLOWED: 'final',
  BOT_NOT_FOUND: 'final',
  PROTOCOL_UNSUPPORTED: 'final',
  REPLACED: 'final',
  SESSION_ENDED: 'final',
  BANNED: 'final',
} as const;

/** A code of the protocol. */
export type Code = keyof typeof CODES;
/** How the client reacts to a code. */
export type Remedy = (typeof CODES)[Code];

/**
 * How to react to a code. For a code of a newer server only its `retry` flag decides.
 *
 * @example remedyFor('RATE_LIMITED', true) // 'later'
 */
export function remedyFor(code: string, retry: boolean): Remedy {
  return Object.hasOwn(CODES, code) ? CODES[code as Code] : retry ? 'later' : 'never';
}
