import type { Nodes } from '../cluster/nodes.ts';
import { findThinkingOf } from '../conversation/thinking.ts';
import { toWireDialog, toWireRead, toWireThinking } from '../conversation/wire.ts';
import type { FailureLog } from '../db/failure-log.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Closable } from '../lib/close-stack.ts';
import type { Namespaces } from './open-sockets.ts';
import { conversationRoom } from './rooms.ts';

/** The number of conversations per query. */
const BATCH = 500;

const PREFIX = conversationRoom('');

export interface HeadBroadcastDeps {
  readonly db: Db;
  readonly epoch: string;
  readonly clock: Clock;
  readonly failures: FailureLog;
  readonly namespaces: Namespaces;
  readonly nodes: Pick<Nodes, 'onMissed'>;
}

/**
 * Sends every session the state of its conversation at intervals, and at once when pushes of other nodes were missed.
 * A lost push is detected by the gap before the next one; if no further push follows, only this reveals the loss.
 */
export function broadcastHeads(deps: HeadBroadcastDeps, intervalMs: number): Closable {
  const { db, epoch, clock, failures, nodes } = deps;
  const { visitors, operators } = deps.namespaces;

  async function broadcast(ids: readonly string[]): Promise<void> {
    const conversations = await db.selectFrom('conversations').selectAll().where('id', 'in', ids).execute();
    const thinkingOf = await findThinkingOf(db, ids);
    for (const row of conversations) {
      const room = conversationRoom(row.id);
      const state = { head: row.head, dialog: toWireDialog(row), read: toWireRead(row) };
      const thinkingNow = toWireThinking(thinkingOf.get(row.id), clock.now());
      // Every node sends to its own sessions.
      visitors.local.to(room).emit('head', { epoch, ...state, thinking: thinkingNow });
      operators.local.to(room).emit('head', { conversation: row.id, ...state });
    }
  }

  async function broadcastAll(): Promise<void> {
    const all = new Set([...visitors.adapter.rooms.keys(), ...operators.adapter.rooms.keys()]);
    const rooms = [...all].filter((room) => room.startsWith(PREFIX));
    for (let from = 0; from < rooms.length; from += BATCH) {
      await broadcast(rooms.slice(from, from + BATCH).map((room) => room.slice(PREFIX.length)));
    }
  }

  let running: Promise<void> | undefined;
  let isMissed = false;
  let isClosed = false;
  const start = () => {
    if (isClosed) return;
    running ??= broadcastAll()
      .catch((error: unknown) => failures.warn(error, 'broadcasting the heads failed'))
      .finally(() => {
        running = undefined;
        if (!isMissed) return;
        isMissed = false;
        start();
      });
  };
  nodes.onMissed(() => {
    // A read that is already running may have returned data from before the missed push.
    isMissed = running !== undefined;
    start();
  });
  const timer = setInterval(start, intervalMs);
  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await running;
    },
  };
}
