import type { ChatClient, ChatClientOptions } from '../client/chat-client.types.ts';

/**
 * The options that say *which* chat this is: another value makes another client, with a connection
 * and a history of its own. Compared with `Object.is`, so a `dialect` must be the same function.
 */
const RESTARTING_OPTIONS = [
  'url',
  'botId',
  'version',
  'dialect',
  'locale',
  'socketPath',
  'apiUrl',
  'collectPageContext',
  'recognizeUserMeta',
] as const satisfies readonly (keyof ChatClientOptions)[];

/** The options that make another client when they change. */
export type RestartingOption = (typeof RESTARTING_OPTIONS)[number];
/** The options that the running client follows: it neither restarts nor loses anything. */
export type LiveOption = 'paramsFromSite' | 'userId' | 'getToken' | 'open';
/** The options that are read once, when the client is made; another value has an effect on the next client. */
export type InitialOption = Exclude<keyof ChatClientOptions, RestartingOption | LiveOption>;

/** What an option that was left out stands for: writing a default out does not name another chat. */
const withDefaults = (options: ChatClientOptions): Record<RestartingOption, unknown> => ({
  url: options.url,
  // The same bot, whether its id is written as a number or as a string.
  botId: String(options.botId),
  version: options.version ?? 'v2',
  dialect: options.dialect,
  locale: options.locale ?? 'en',
  socketPath: options.socketPath ?? '/socket.io',
  apiUrl: options.apiUrl ?? options.url,
  collectPageContext: options.collectPageContext ?? true,
  recognizeUserMeta: options.recognizeUserMeta ?? false,
});

/**
 * Whether two sets of options name the same chat, which one client can serve.
 *
 * @example isSameChat({ url, botId: 1 }, { url, botId: '1' }) // true
 */
export function isSameChat(a: ChatClientOptions, b: ChatClientOptions): boolean {
  const [first, second] = [withDefaults(a), withDefaults(b)];
  return RESTARTING_OPTIONS.every((key) => Object.is(first[key], second[key]));
}

/**
 * Tells a client from the options to make one.
 *
 * @example const client = isChatClient(source) ? source : createChatClient(source);
 */
export function isChatClient(source: ChatClient | ChatClientOptions): source is ChatClient {
  return 'getSnapshot' in source;
}
