import type { BotInfo, ChatClient, Readable } from '@connective-chat/core';
import type { Scope } from '../dom/scope.ts';

/** The key under which the bot of a server is stored. */
export interface BotPlace {
  readonly server: string;
  readonly botId: string | number;
  /** Title and texts depend on the language. */
  readonly locale: string;
}

/**
 * The bot of a client. Until the server has sent it, the bot of the last visit is used, so that title, picture and
 * colours do not change visibly. On the first visit the title is empty.
 */
export function rememberBot(client: ChatClient, { server, botId, locale }: BotPlace, scope: Scope): Readable<BotInfo> {
  const key = `connective-chat:bot:${server}:${botId}:${locale}`;
  const remembered = read(key);
  const isKnown = (): boolean => client.history.get().status === 'ready';
  scope.own(
    client.bot.subscribe(({ customCode: _, ...bot }) => {
      // Without Custom Code, which runs only if the server sends it now.
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
    // Without storage the name of the bot is unknown at the start of each visit.
  }
}
