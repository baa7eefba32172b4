import { ChatError } from '../errors.ts';
import { warnUnknownChoice, warnUnknownNames } from '../lib/warn-unknown.ts';
import { DEFAULT_TIMEOUTS } from '../machine/timeouts.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { ChatClientOptions } from './chat-client-options.types.ts';

/** Every option; a missing or wrong name does not compile. */
const OPTIONS: Record<keyof ChatClientOptions, true> = {
  url: true,
  botId: true,
  locale: true,
  userId: true,
  getToken: true,
  paramsFromSite: true,
  collectPageContext: true,
  recognizeUserMeta: true,
  version: true,
  dialect: true,
  open: true,
  whileThinking: true,
  socketPath: true,
  apiUrl: true,
  timeouts: true,
  platform: true,
  recorder: true,
  inspect: true,
};

/** Every part of the platform; a missing or wrong name does not compile. */
const PLATFORM: Record<keyof Platform, true> = {
  clock: true,
  random: true,
  createId: true,
  createSecret: true,
  transport: true,
  outbox: true,
  storage: true,
  lifecycle: true,
  locks: true,
  postFile: true,
};

function misuse(message: string): never {
  throw new ChatError('MISUSE', message);
}

/**
 * Throws immediately if a required option is missing, because a chat that never connects is harder to debug than an
 * error. Warns about unknown options, because plain JavaScript accepts them.
 */
export function checkOptions(options: ChatClientOptions): void {
  if (typeof options !== 'object' || options === null) misuse('createChatClient() needs { url, botId }.');
  const { botId, url } = options as Partial<ChatClientOptions>;
  if (botId === undefined || botId === null || botId === '') {
    misuse('createChatClient() needs botId, the id of the bot to talk to.');
  }
  if (!URL.canParse(String(url)) || !/^https?:/.test(String(url))) {
    misuse(`createChatClient() needs url, an http(s) origin such as "https://chat.example.com"; it was "${url}".`);
  }
  const { timeouts = {}, platform = {}, version, whileThinking } = options;
  const where = 'createChatClient()';
  warnUnknownNames(where, Object.keys(options), Object.keys(OPTIONS));
  warnUnknownNames(`The option timeouts of ${where}`, Object.keys(timeouts), Object.keys(DEFAULT_TIMEOUTS));
  warnUnknownNames(`The option platform of ${where}`, Object.keys(platform), Object.keys(PLATFORM));
  warnUnknownChoice(where, 'version', version, ['v2', 'legacy']);
  warnUnknownChoice(where, 'whileThinking', whileThinking, ['block', 'queue']);
}
