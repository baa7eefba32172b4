import type { Actor } from 'xstate';
import type { chatMachine } from '../machine/chat.machine.ts';
import type { Log } from '../messages/log.ts';
import type { MessageStore } from '../messages/message-store.ts';
import type { ChatClient } from './chat-client.types.ts';

/** The way back through the log, as a step and as a walk. */
export function createOlderMessages(
  actor: Actor<typeof chatMachine>,
  can: ChatClient['can'],
  log: Log,
  store: MessageStore,
): Pick<ChatClient, 'loadOlder' | 'olderMessages'> {
  async function loadOlder(): Promise<boolean> {
    if (!can('loadOlder').ok) return false;
    const before = log.first;
    actor.send({ type: 'older.requested' });
    await new Promise<void>((resolve) => {
      if (!actor.getSnapshot().matches({ history: 'loadingOlder' })) {
        resolve();
        return;
      }
      const subscription = actor.subscribe((snapshot) => {
        if (snapshot.matches({ history: 'loadingOlder' })) return;
        subscription.unsubscribe();
        resolve();
      });
    });
    return log.first < before;
  }

  return {
    loadOlder,
    async *olderMessages() {
      for (;;) {
        const known = new Set(store.ids.get());
        if (!(await loadOlder())) return;
        yield store.list.get().filter((message) => !known.has(message.id) && message.delivery === 'confirmed');
      }
    },
  };
}
