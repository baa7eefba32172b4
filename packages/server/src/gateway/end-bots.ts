import type { Db } from '../db/open-database.ts';
import { closeDialogsOf } from '../operator/close-dialogs-of.ts';
import type { Desk } from '../operator/desk.ts';
import type { OperatorNotifier } from '../operator/operator-notifier.ts';
import type { TurnRunner } from '../turns/turn-runner.ts';
import type { Namespaces } from './open-sockets.ts';
import { botRoom } from './rooms.ts';

interface EndBotsDeps {
  readonly namespaces: Namespaces;
  readonly turns: TurnRunner;
  readonly desk: Desk;
  readonly notifier: OperatorNotifier;
}

async function conversationsWithTurns(trx: Db, botIds: readonly string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('turns')
    .innerJoin('conversations', 'conversations.id', 'turns.conversation_id')
    .select('conversation_id')
    .distinct()
    .where('bot_id', 'in', botIds)
    .where('state', '=', 'pending')
    .execute();
  return rows.map(({ conversation_id }) => conversation_id);
}

/**
 * Closes the dialogs of bots that the same transaction deletes.
 *
 * @returns a function to call after the commit: ends turns and visitors' sessions on every node and notifies the desks
 */
export const endBots =
  ({ namespaces: { visitors, operators }, turns, desk, notifier }: EndBotsDeps) =>
  async (trx: Db, botIds: readonly string[]): Promise<() => void> => {
    const running = await conversationsWithTurns(trx, botIds);
    const dialogs = await closeDialogsOf(trx, botIds);
    return () => {
      for (const id of running) turns.cancel(id);
      for (const id of botIds) {
        visitors.in(botRoom(id)).emit('bye', { code: 'BOT_NOT_FOUND', retry: false });
        visitors.in(botRoom(id)).disconnectSockets(true);
      }
      for (const summary of dialogs) operators.emit('summary', { summary });
      desk.presenceChanged();
      // The canned answers of a bot are deleted with it.
      notifier.cannedAnswersChanged();
    };
  };
