import type { ChatClient, ChatClientOptions } from '../client/chat-client.types.ts';
import { leavesOf, type ParamsInput } from '../params/leaves.ts';

/**
 * The options that say *which* chat this is: another value makes another client, with a connection
 * and a history of its own. Compared with `Object.is`, so a `dialect` must be the same function.
 */
export const RESTARTING_OPTIONS = [
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
/** The options that count when the client is made; later values wait for the next one. */
export type InitialOption = Exclude<keyof ChatClientOptions, RestartingOption | LiveOption>;

/** A client that was made from options and follows them. */
export interface BoundClient {
  readonly client: ChatClient;
  /** Whether these options name another chat, for which a new client has to be made. */
  isAnother(options: ChatClientOptions): boolean;
  /** Hands changed live options on to the client. The same values again do nothing. */
  update(options: ChatClientOptions): void;
}

type Leaves = ReadonlyMap<string, unknown>;

const leavesIn = (options: ChatClientOptions): Leaves =>
  new Map(leavesOf(options.paramsFromSite ?? {}).filter(([, value]) => value !== null));

/** Lists and the like cannot go along, whatever they hold: to a component that makes them anew they are the same. */
const isSame = (a: unknown, b: unknown): boolean => Object.is(a, b) || (typeof a === 'object' && typeof b === 'object');

/** What leads from one set of parameters to another, `null` where one is gone; nothing where they are equal. */
function difference(before: Leaves, after: Leaves): ParamsInput | null {
  const gone = [...before.keys()].filter((key) => !after.has(key)).map((key) => [key, null]);
  const changed = [...after].filter(([key, value]) => !before.has(key) || !isSame(before.get(key), value));
  return gone.length + changed.length > 0 ? Object.fromEntries([...gone, ...changed]) : null;
}

/** A bot is the same whether its id is written as a number or as a string. */
const identityOf = (options: ChatClientOptions, key: RestartingOption) =>
  key === 'botId' ? String(options[key]) : options[key];

/**
 * Whether two sets of options name the same chat, which one client can serve.
 *
 * @example isSameChat({ url, botId: 1 }, { url, botId: '1' }) // true
 */
export const isSameChat = (a: ChatClientOptions, b: ChatClientOptions): boolean =>
  RESTARTING_OPTIONS.every((key) => Object.is(identityOf(a, key), identityOf(b, key)));

/**
 * Makes a client from options that a component computes anew with each render. It is for the
 * authors of bindings: React and Vue share it, so that the same change has the same effect.
 *
 * @param create `createChatClient`
 * @example
 * const bound = bindOptions(options);
 * if (bound.isAnother(next)) bound = bindOptions(next);
 * else bound.update(next);
 */
export function bindOptions(
  create: (options: ChatClientOptions) => ChatClient,
  options: ChatClientOptions,
): BoundClient {
  let latest = options;
  let params = leavesIn(options);
  // Always a function, for a provider may be given later; the latest one answers each connection.
  const getToken = () => latest.getToken?.() ?? null;
  const client = create({ ...options, getToken });

  return {
    client,
    isAnother: (next) => !isSameChat(options, next),
    update(next) {
      const previous = latest;
      latest = next;
      const nextParams = leavesIn(next);
      const changes = difference(params, nextParams);
      params = nextParams;
      if (next.userId !== previous.userId) {
        void client.identify(next.userId === undefined ? { getToken } : { userId: next.userId, getToken });
      }
      if (changes) client.setParams(changes);
      if (next.open !== previous.open) client.setOpen(next.open ?? true);
    },
  };
}

/**
 * Tells a client from the options to make one.
 *
 * @example const client = isChatClient(source) ? source : createChatClient(source);
 */
export function isChatClient(source: ChatClient | ChatClientOptions): source is ChatClient {
  return 'getSnapshot' in source;
}
