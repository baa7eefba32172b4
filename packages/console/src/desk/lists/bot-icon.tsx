import { useDeskState } from '../desk-context.tsx';

/** The icon of the bot of a dialog. */
export function BotIcon({ botId }: { readonly botId: string }) {
  const bot = useDeskState(({ bots }) => bots.find(({ id }) => id === botId));
  return bot?.icon ? <img className="desk-bot-icon" src={bot.icon} alt={bot.title} title={bot.title} /> : null;
}
