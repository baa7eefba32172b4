import { ChatError } from '../errors.ts';
import { loadPart } from '../lib/load-part.ts';
import { warnOnce } from '../lib/warn-once.ts';
import { DEFAULT_TIMEOUTS } from '../machine/timeouts.ts';
import type { ChatClientOptions } from './chat-client.types.ts';

/** Every option; a missing or a wrong name does not compile. */
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
  socketPath: true,
  apiUrl: true,
  timeouts: true,
  platform: true,
  recorder: true,
  inspect: true,
};

function misuse(message: string): never {
  throw new ChatError('MISUSE', message);
}

/**
 * Throws at once if a required option is missing: a chat that never connects is harder to debug than an error. Warns
 * about a name that no option has, because JavaScript lets it pass.
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
  const known = Object.keys(OPTIONS);
  const isKnown = (name: string) => known.includes(name);
  const { timeouts = {}, platform, version = 'v2' } = options;
  const isUsual = Object.keys(options).every(isKnown) && !platform && Object.keys(timeouts).length === 0;
  if (isUsual && (version === 'v2' || version === 'legacy')) return;
  loadPart(() => import('./describe-unknown-options.ts'))
    .then(({ describeUnknownOptions }) => describeUnknownOptions(options, known, Object.keys(DEFAULT_TIMEOUTS)))
    .then(
      (warnings) => warnings.forEach(warnOnce),
      // A warning is worth no error.
      () => {},
    );
}
