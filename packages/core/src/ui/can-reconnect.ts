import type { ConnectionState } from '../client/chat-state.types.ts';

/** Refusals after which the same page may connect again: the session has ended but is not forbidden. */
const PASSING: ReadonlySet<string> = new Set(['REPLACED', 'SESSION_ENDED', 'TOKEN_EXPIRED']);

/**
 * Whether a button "Try now" can help: while the client waits for its next attempt, and after a refusal that has ended
 * a session. What only the site's owner can fix, such as a domain that is not allowed, stays refused.
 *
 * @example {canReconnect(connection) && <button onClick={reconnect}>{texts.t('retryNow')}</button>}
 */
export function canReconnect({ status, error }: Pick<ConnectionState, 'status' | 'error'>): boolean {
  return status === 'reconnecting' || (status === 'refused' && error !== null && PASSING.has(error.code));
}
