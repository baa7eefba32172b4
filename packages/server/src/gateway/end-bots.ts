import type { Db } from '../db/open-database.ts';
import { closeDialogsOf } from '../operator/close-dialogs-of.ts';
import type { Desk } from '../operator/desk.ts';
import type { DeskNews } from '../operator/operator-notifier.ts';
import type { TurnRunner } from '../turns/turn-runner.ts';
import { botRoom, type ChatNamespace } from './session.ts';

interface EndBotsDeps {
  readonly widget: ChatNamespace;
  readonly operators: ChatNamespace;
  readonly runner: TurnRunner;
  readonly desk: Desk;
  readonly news: DeskNews;
}

const conversationsWithTurns = async (trx: Db, botIds: readonly string[]): Promise<string[]> => {
  const rows = await trx
    .selectFrom('turns')
    .innerJoin('conversations', 'conversations.id', 'turns.conversation_id')
    .select('conversation_id')
    .distinct()
    .where('bot_id', 'in', botIds)
    .where('state', '=', 'pending')
    .execute();
  return rows.map(({ conversation_id }) => conversation_id);
};

/**
 * Closes the dialogs of bots that the same transaction deletes.
 *
 * @returns what ends the rest on every node once they are gone: turns, visitors' sessions, what the desks show
 */
export const endBots =
  ({ widget, operators, runner, desk, news }: EndBotsDeps) =>
  async (trx: Db, botIds: readonly string[]): Promise<() => void> => {
    const turns = await conversationsWithTurns(trx, botIds);
    const dialogs = await closeDialogsOf(trx, botIds);
    return () => {
      for (const id of turns) runner.callOff(id);
      for (const id of botIds) {
        widget.in(botRoom(id)).emit('bye', { code: 'BOT_NOT_FOUND', retry: false });
        widget.in(botRoom(id)).disconnectSockets(true);
      }
      for (const summary of dialogs) operators.emit('summary', { summary });
      desk.presenceChanged();
      // Answers that were kept for this bot have gone with it.
      news.cannedChanged();
    };
  };
