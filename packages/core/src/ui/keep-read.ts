import type { ChatClient } from '../client/chat-client.types.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';

const ALWAYS: Readable<boolean> = { get: () => true, subscribe: () => () => {} };

/**
 * Marks messages as read while the conversation is in view. Nothing is marked in a hidden tab; this happens when the
 * tab becomes visible.
 *
 * @param inView whether the newest message is visible to the visitor, if that changes while the conversation is open.
 * Default: always
 * @returns stops it; call this when the conversation is hidden
 * @example
 * const stop = keepRead(chat); // when the conversation is shown
 * stop(); // when it is hidden
 */
export function keepRead(client: ChatClient, inView: Readable<boolean> = ALWAYS): Unsubscribe {
  const mark = () => {
    if (client.unread.get() > 0 && inView.get() && document.visibilityState === 'visible') client.markRead();
  };
  mark();
  const stops = [client.unread.subscribe(mark), inView.subscribe(mark)];
  document.addEventListener('visibilitychange', mark);
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', mark);
  };
}

/**
 * The number on the launcher: empty, 1 to 9, then `9+`.
 *
 * @example formatBadge(12) // '9+'
 */
export function formatBadge(unread: number): string {
  if (unread <= 0) return '';
  return unread > 9 ? '9+' : String(unread);
}
