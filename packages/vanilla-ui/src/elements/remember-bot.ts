import type { BotInfo, ChatClient, Readable } from '@connective-chat/core';
import type { Scope } from '../dom/scope.ts';

/** Where the bot of a server is kept between visits. */
export interface BotPlace {
  readonly server: string;
  readonly botId: string | number;
  /** Title and texts are in the language of the visit. */
  readonly locale: string;
}

/**
 * The bot of a client. Until the server has told, it is as it was at the last visit, so that title, picture and colours
 * do not change before the visitor's eyes. Without a last visit the title is empty.
 */
export function rememberBot(client: ChatClient, { server, botId, locale }: BotPlace, scope: Scope): Readable<BotInfo> {
  const key = `connective-chat:bot:${server}:${botId}:${locale}`;
  const remembered = read(key);
  const isKnown = (): boolean => client.history.get().status === 'ready';
  scope.own(
    client.bot.subscribe(({ customCode: _, ...bot }) => {
      // Without the code for the page: that runs only as the server has it now.
      write(key, bot);
    }),
  );
  return {
    get: () => (isKnown() || !remembered ? client.bot.get() : remembered),
    subscribe: (listener) => client.bot.subscribe(listener),
  };
}

function read(key: string): BotInfo | null {
  try {
    const bot: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    const isBot = typeof bot === 'object' && bot !== null && 'title' in bot && typeof bot.title === 'string';
    return isBot ? (bot as BotInfo) : null;
  } catch {
    return null;
  }
}

function write(key: string, bot: BotInfo): void {
  try {
    localStorage.setItem(key, JSON.stringify(bot));
  } catch {
    // Without storage each visit starts without the bot's name.
  }
}
