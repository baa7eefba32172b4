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
  deps: {
    db: Db;
    epoch: string;
    clock: Clock;
    logger: Logger;
    namespace: ChatNamespace;
    /** Those who look at a conversation are told as well. */
    operators: ChatNamespace;
  },
  intervalMs: number,
): () => void {
  const { db, epoch, clock, namespace, operators } = deps;

  async function beat(ids: readonly string[]): Promise<void> {
    const conversations = await db.selectFrom('conversations').selectAll().where('id', 'in', ids).execute();
    const thinking = await db.selectFrom('thinking').selectAll().where('conversation_id', 'in', ids).execute();
    const thinkingOf = new Map(thinking.map((row) => [row.conversation_id, row]));
    for (const row of conversations) {
      const room = conversationRoom(row.id);
      const state = { head: row.head, dialog: toWireDialog(row), read: toWireRead(row) };
      const thinkingNow = toWireThinking(thinkingOf.get(row.id), clock.now());
      // Every node tells its own sessions.
      namespace.local.to(room).emit('head', { epoch, ...state, thinking: thinkingNow });
      operators.local.to(room).emit('head', { conversation: row.id, ...state });
    }
  }

  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      const all = new Set([...namespace.adapter.rooms.keys(), ...operators.adapter.rooms.keys()]);
      const rooms = [...all].filter((room) => room.startsWith(PREFIX));
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
