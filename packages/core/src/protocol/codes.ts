/**
 * Every refusal code of the server, and how the client reacts:
 *
 * - `later`: the same frame may be sent again, after `retryAfterMs`
 * - `resume`: say `hello` again, then send
 * - `token`: ask the token provider once, then give up
 * - `never`: this frame is wrong and stays wrong
 * - `final`: the connection is over
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
/** What a code asks of the client. */
export type Remedy = (typeof CODES)[Code];

/**
 * What to do about a code. A code of a newer server is judged by its `retry` flag alone.
 *
 * @example remedyFor('RATE_LIMITED', true) // 'later'
 */
export function remedyFor(code: string, retry: boolean): Remedy {
  return Object.hasOwn(CODES, code) ? CODES[code as Code] : retry ? 'later' : 'never';
}
