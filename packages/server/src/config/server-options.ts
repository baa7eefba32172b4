import type { Limits } from '@connective-chat/core/protocol';
import type { LanguageModel } from 'ai';
import type { FirstAdmin } from '../accounts/first-accounts.ts';
import type { OperatorAccount } from '../accounts/operator-account.ts';
import type { AgentProvider, OpenAiOptions } from '../agent/agent.types.ts';
import type { BotDefinition } from '../bots/bot-definition.ts';
import type { UploadTimes } from '../files/start-sweep.ts';
import type { ConnectionLimits } from '../gateway/connection-limit.ts';
import type { Mount } from '../http/mount-routes.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';

/** The options of `createServer`. Every default suits a test. */
export interface ServerOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** The folder of the embedded database. Without one (and without `databaseUrl`) it is in memory. */
  readonly dataDir?: string;
  /** A Postgres to use instead of the embedded database. */
  readonly databaseUrl?: string;
  /** Adds the demo bot `1`, open to every origin, and the demo shop page at `/`. */
  readonly demo?: boolean;
  readonly mounts?: readonly Mount[];
  /** Bots to create or update at startup. */
  readonly bots?: readonly BotDefinition[];
  /** Agents that a scenario's `agent` node may name, beside the built-in `knowledge`. */
  readonly providers?: Readonly<Record<string, AgentProvider>>;
  /** A service with the API of OpenAI, which then answers as the agent `openai-compatible`. */
  readonly openai?: OpenAiOptions;
  /**
   * Language models of the AI SDK (package `ai`), each an agent under its name.
   *
   * @example models: { claude: anthropic('claude-sonnet-4-5') }
   */
  readonly models?: Readonly<Record<string, LanguageModel>>;
  /**
   * The hosts that `http` nodes of scenarios may call, as `host` or `host:port`. A host that stands here may be a
   * private one; `*` stands for every public one. Default `['*']`.
   */
  readonly httpHosts?: readonly string[];
  /** What headers of `http` nodes may name: `{ API_KEY: '…' }` is `{{secret.API_KEY}}`. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** How long a turn of a scenario may take from its beginning to its end, in ms. Default 300 000. */
  readonly turnTimeoutMs?: number;
  /** Accounts to create, or to give this password, at the start. */
  readonly operators?: readonly OperatorAccount[];
  /**
   * Makes the account `admin` where there is no admin: with the password given here, else with a one-time password,
   * which `firstAdmin` of the server then holds. Default: none is made.
   */
  readonly admin?: { readonly password?: string | undefined };
  /** Origins beside the server's own whose pages may use the settings and the desk. */
  readonly adminOrigins?: readonly string[];
  /** How many proxies of yours stand in front and add to `X-Forwarded-For`. Default 0: the header is ignored. */
  readonly proxies?: number;
  /** The header in which the proxy in front says the visitor's country. Trusted only with `proxies`. */
  readonly countryHeader?: string;
  /** A MaxMind database in which visitors' countries and cities are looked up. */
  readonly geoip?: string;
  /** How long an operator may be disconnected before the dialogs return to the queue, in ms. Default 30 000. */
  readonly operatorGraceMs?: number;
  readonly limits?: Partial<Limits>;
  /** Limits of connections, and of what may be buffered for one. */
  readonly connections?: Partial<ConnectionLimits>;
  /** How often every session is sent the state of its conversation, in ms. Default 20 000. */
  readonly headIntervalMs?: number;
  /**
   * The address under which browsers reach this server, for the addresses of files. Default: where it listens,
   * which suits a machine of its own and no proxy.
   */
  readonly publicUrl?: string;
  readonly uploads?: Partial<UploadTimes>;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** A running server. */
export interface ChatServer {
  /** E.g. `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly port: number;
  /** The admin that this start has created; null if there was one. */
  readonly firstAdmin: FirstAdmin | null;
  /** Sends the clients away, answers the requests that were taken, and frees port, database and folder. */
  close(): Promise<void>;
}
