import { ChatError } from '../errors.ts';
import type { ChatClientOptions } from './chat-client.types.ts';

function misuse(message: string): never {
  throw new ChatError('MISUSE', message);
}

/** Throws at once if a required option is missing: a chat that never connects is harder to debug than an error. */
export function checkOptions(options: ChatClientOptions): void {
  if (typeof options !== 'object' || options === null) misuse('createChatClient() needs { url, botId }.');
  const { botId, url } = options as Partial<ChatClientOptions>;
  if (botId === undefined || botId === null || botId === '') {
    misuse('createChatClient() needs botId, the id of the bot to talk to.');
  }
  if (!URL.canParse(String(url)) || !/^https?:/.test(String(url))) {
    misuse(`createChatClient() needs url, an http(s) origin such as "https://chat.example.com"; it was "${url}".`);
  }
}
