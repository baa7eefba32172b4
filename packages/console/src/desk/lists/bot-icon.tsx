import { useDeskState } from '../desk-context.tsx';

/** Which bot a dialog belongs to, by the icon that its settings give it. */
export function BotIcon({ botId }: { readonly botId: string }) {
  const bot = useDeskState(({ bots }) => bots.find(({ id }) => id === botId));
  return bot?.icon ? <img className="desk-bot-icon" src={bot.icon} alt={bot.title} title={bot.title} /> : null;
}
