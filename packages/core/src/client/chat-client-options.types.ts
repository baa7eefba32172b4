import type { TokenProvider } from '../connection/identity.ts';
import type { Optional } from '../lib/optional.types.ts';
import type { Timeouts } from '../machine/timeouts.ts';
import type { ParamInput } from '../params/leaves.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { DialectFactory } from '../protocol/dialect.ts';
import type { ChatClient } from './chat-client.types.ts';

export type { ParamInput, TokenProvider };

/**
 * Creates a client that records itself, such as `flightRecorder()` of `@connective-chat/core/devtools`. It receives the
 * options without `recorder`, and the function that creates a client from them.
 */
export type ChatRecorder = (
  options: ChatClientOptions,
  create: (options: ChatClientOptions) => ChatClient,
) => ChatClient;

/**
 * Receives the events of the state machine in the format of XState's inspection API. The `inspect` of
 * `createBrowserInspector()` from `@statelyai/inspect` can be passed unchanged.
 */
export type InspectHook = ((event: never) => void) | { readonly next?: (event: never) => void };

/** The options of a client. Only `url` and `botId` are required. */
export interface ChatClientOptions {
  /** The server's origin, e.g. `https://socket.example.com`. */
  readonly url: string;
  /** The id of the bot, as shown in its settings. */
  readonly botId: string | number;
  /** The visitor's language as a BCP 47 tag. Default `en`. */
  readonly locale?: string | undefined;
  /**
   * Your id of the visitor, shown to operators. It is unverified and gives no access to a conversation: only a token
   * does.
   */
  readonly userId?: string | undefined;
  /** Called before each connection attempt, so that each one has a fresh token. */
  readonly getToken?: TokenProvider | undefined;
  /** Parameters for the scenario, which reads them as `{{name}}`. They are sent with each message. */
  readonly paramsFromSite?: { readonly [key: string]: ParamInput } | undefined;
  /** Whether `utm_*`, `page_url`, `page_title`, `referrer` and `language` are added. Default `true`. */
  readonly collectPageContext?: boolean | undefined;
  /** Whether operators may see the visitor's IP address and country. Default `false`. */
  readonly recognizeUserMeta?: boolean | undefined;
  /** The protocol version. Default `v2`. `legacy` is for old integrations. */
  readonly version?: 'v2' | 'legacy' | undefined;
  /** A dialect of your own, used instead of `version`. */
  readonly dialect?: DialectFactory | undefined;
  /** Whether the chat is open from the start, so that the bot greets the visitor. Default `true`. */
  readonly open?: boolean | undefined;
  /** The path of Socket.IO on the server. Default `/socket.io`. */
  readonly socketPath?: string | undefined;
  /** The origin of the HTTP API, for files. Default `url`. */
  readonly apiUrl?: string | undefined;
  /**
   * What happens to a text that is sent while an agent works. `block` (default) refuses it; `queue` keeps one, which is
   * sent when the input is free again, also after a reload. `queued` has it until then.
   */
  readonly whileThinking?: 'block' | 'queue' | undefined;
  /** Named deadlines, in milliseconds. */
  readonly timeouts?: Optional<Timeouts> | undefined;
  /** What the client takes from its environment: clock, storage, transport … Replaceable for tests. */
  readonly platform?: Optional<Platform> | undefined;
  /**
   * Keeps a bounded recording without message texts, for `exportRecording()`. Default: none.
   *
   * @example createChatClient({ url, botId, recorder: flightRecorder({ maxBytes: 128 * 1024 }) })
   */
  readonly recorder?: ChatRecorder | undefined;
  /**
   * Shows the machine to an inspector, such as Stately's. Default: none. An inspector that throws is reported and does
   * not affect the chat. `lazyInspector()` of `@connective-chat/core/devtools` loads one on demand.
   */
  readonly inspect?: InspectHook | undefined;
}
