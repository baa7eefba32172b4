import { toWireDialog, toWireRead, toWireThinking } from '../conversation/wire.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { type ChatNamespace, conversationRoom } from './session.ts';

/** Conversations that one query reads. */
const BATCH = 500;

const PREFIX = conversationRoom('');

/**
 * Tells every session now and then where its conversation stands. A push that was lost shows when the next
 * one leaves a gap; for the last one of a series there is no next, so this is what heals it.
 *
 * @returns stops it
 */
export function startHeadBeat(
  deps: { db: Db; epoch: string; clock: Clock; logger: Logger; namespace: ChatNamespace },
  intervalMs: number,
): () => void {
  const { db, epoch, clock, namespace } = deps;

  async function beat(ids: readonly string[]): Promise<void> {
    const conversations = await db.selectFrom('conversations').selectAll().where('id', 'in', ids).execute();
    const thinking = await db.selectFrom('thinking').selectAll().where('conversation_id', 'in', ids).execute();
    const thinkingOf = new Map(thinking.map((row) => [row.conversation_id, row]));
    for (const row of conversations) {
      // Every node tells its own sessions.
      namespace.local.to(conversationRoom(row.id)).emit('head', {
        epoch,
        head: row.head,
        dialog: toWireDialog(row),
        thinking: toWireThinking(thinkingOf.get(row.id), clock.now()),
        read: toWireRead(row),
      });
    }
  }

  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      const rooms = [...namespace.adapter.rooms.keys()].filter((room) => room.startsWith(PREFIX));
      for (let from = 0; from < rooms.length; from += BATCH) {
        await beat(rooms.slice(from, from + BATCH).map((room) => room.slice(PREFIX.length)));
      }
    } catch (error) {
      deps.logger.warn({ error: (error as Error).message }, 'a head beat failed');
    } finally {
      busy = false;
    }
  }, intervalMs);
  return () => clearInterval(timer);
}
