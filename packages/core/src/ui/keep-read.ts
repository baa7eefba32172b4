import type { ChatClient } from '../client/chat-client.types.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';

const ALWAYS: Readable<boolean> = { get: () => true, subscribe: () => () => {} };

/**
 * Marks messages as read while the conversation is in view. A page in a hidden tab reads nothing;
 * it catches up when the page becomes visible again.
 *
 * @param inView whether the newest message is before the visitor's eyes, where that changes while the conversation is
 *   open. Default always
 * @returns a function that stops it; call it when the conversation is hidden
 * @example
 * const stop = keepRead(chat); // the conversation is in view
 * stop(); // and is no longer
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
 * The number on a launcher: nothing, 1 to 9, then `9+`.
 *
 * @example formatBadge(12) // '9+'
 */
export function formatBadge(unread: number): string {
  if (unread <= 0) return '';
  return unread > 9 ? '9+' : String(unread);
}
