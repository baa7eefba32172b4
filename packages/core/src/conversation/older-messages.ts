import type { ChatClient } from '../client/chat-client.types.ts';
import type { Readable } from '../lib/readable.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import type { ReadState } from '../protocol/entities.ts';
import type { Log } from './log.ts';
import type { MessageStore } from './message-store.ts';

/** The default maximum of pages that a jump to the unread messages loads. */
const MAX_PAGES = 20;

/** Loads older messages: one page, all pages, or back to the first unread message. */
export function createOlderMessages(
  actor: ChatActor,
  can: ChatClient['can'],
  log: Log,
  store: MessageStore,
  read: Readable<ReadState>,
): Pick<ChatClient, 'loadOlder' | 'olderMessages' | 'jumpToUnread'> {
  async function loadOlder(): Promise<boolean> {
    if (!can('loadOlder').ok) return false;
    const before = log.first;
    actor.send({ type: 'older.requested' });
    await new Promise<void>((resolve) => {
      if (!actor.snapshot.matches({ history: 'loadingOlder' })) {
        resolve();
        return;
      }
      const stop = actor.subscribe((snapshot) => {
        if (snapshot.matches({ history: 'loadingOlder' })) return;
        stop();
        resolve();
      });
    });
    return log.first < before;
  }

  return {
    loadOlder,
    async jumpToUnread(maxPages = MAX_PAGES) {
      // Read at the start, because messages may be marked as read meanwhile.
      const readTo = read.get().visitor;
      for (let page = 0; page < maxPages && log.first > readTo + 1; page += 1) if (!(await loadOlder())) break;
      let first: string | null = null;
      store.visitFromNewest(({ id, seq, from }) => {
        if ((seq ?? 0) <= readTo) return false;
        if (from.kind === 'bot' || from.kind === 'operator') first = id;
        return true;
      });
      return first;
    },
    async *olderMessages() {
      for (;;) {
        const known = new Set(store.ids.get());
        if (!(await loadOlder())) return;
        yield store.list.get().filter((message) => !known.has(message.id) && message.delivery === 'confirmed');
      }
    },
  };
}
