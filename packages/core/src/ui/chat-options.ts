import type { ChatClient } from '../client/chat-client.types.ts';
import type { ChatClientOptions } from '../client/chat-client-options.types.ts';

/**
 * The options that identify the chat: another value needs another client, with its own connection and history. They are
 * compared with `Object.is`, so a `dialect` must be the same function.
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

/** The options whose change creates another client. */
export type RestartingOption = (typeof RESTARTING_OPTIONS)[number];
/** The options that a running client adopts without a restart. */
export type LiveOption = 'paramsFromSite' | 'userId' | 'getToken' | 'open';
/** The options that are read once, when the client is created; another value affects only the next client. */
export type InitialOption = Exclude<keyof ChatClientOptions, RestartingOption | LiveOption>;

/** Adds the defaults, so that an option with its default value equals one that is left out. */
const withDefaults = (options: ChatClientOptions): Record<RestartingOption, unknown> => ({
  url: options.url,
  // The id of a bot may be given as a number or as a string.
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
 * Whether two sets of options identify the same chat, which one client can serve.
 *
 * @example isSameChat({ url, botId: 1 }, { url, botId: '1' }) // true
 */
export function isSameChat(a: ChatClientOptions, b: ChatClientOptions): boolean {
  const [first, second] = [withDefaults(a), withDefaults(b)];
  return RESTARTING_OPTIONS.every((key) => Object.is(first[key], second[key]));
}

/**
 * Whether the source is a client, as opposed to options to create one.
 *
 * @example const client = isChatClient(source) ? source : createChatClient(source);
 */
export function isChatClient(source: ChatClient | ChatClientOptions): source is ChatClient {
  return 'getSnapshot' in source;
}
