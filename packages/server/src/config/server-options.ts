import type { LanguageModelV2, LanguageModelV3 } from '@ai-sdk/provider';
import type { Limits } from '@connective-chat/core/protocol';
import type { FirstAdmin } from '../accounts/first-accounts.ts';
import type { OperatorAccount } from '../accounts/operator-account.ts';
import type { AgentProvider, AgUiOptions, McpServerOptions, ModelServices } from '../agent/agent.types.ts';
import type { BotDefinition } from '../bots/bot-definition.ts';
import type { UploadTimes } from '../files/start-sweep.ts';
import type { ConnectionLimits } from '../gateway/connection-limit.ts';
import type { RequestBudgets } from '../gateway/request-budget.ts';
import type { Mount } from '../http/mount-routes.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';

/** The options of `createServer`. Every default suits a test. */
export interface ServerOptions extends ModelServices {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** The folder of the embedded database. Without one (and without `databaseUrl`) it is in memory. */
  readonly dataDir?: string;
  /** A Postgres to use instead of the embedded database. */
  readonly databaseUrl?: string;
  /**
   * A Redis or Valkey through which the servers on one `databaseUrl` notify each other. Default: they use NOTIFY of
   * Postgres.
   */
  readonly redisUrl?: string;
  /**
   * The maximum number of connections to Postgres for queries, and of concurrent requests of visitors; two more
   * connections are used for the other nodes, unless they are reached through Redis. Default 20.
   */
  readonly databaseConnections?: number;
  /** Adds the demo bot `1`, open to every origin, and the demo shop page at `/`. */
  readonly demo?: boolean;
  /** How long the demo's order and delivery services take to answer. Default 1800 ms. */
  readonly demoDelayMs?: number | undefined;
  readonly mounts?: readonly Mount[];
  /** Bots to create or update at startup. */
  readonly bots?: readonly BotDefinition[];
  /** Agents for the `agent` nodes of scenarios, in addition to the built-in `knowledge`. */
  readonly providers?: Readonly<Record<string, AgentProvider>>;
  /**
   * Language models of the AI SDK (package `ai`), each an agent under its name. A string names a model of the SDK's
   * gateway.
   *
   * @example models: { claude: anthropic('claude-sonnet-4-5') }
   */
  // Not `LanguageModel` of `ai`: its declarations fail under `exactOptionalPropertyTypes` in an application.
  readonly models?: Readonly<Record<string, string | LanguageModelV2 | LanguageModelV3>>;
  /**
   * Agents that speak AG-UI over HTTP, each an agent under its name.
   *
   * @example agUi: { support: { url: 'https://agents.example.com/support' } }
   */
  readonly agUi?: Readonly<Record<string, AgUiOptions>>;
  /**
   * MCP servers whose tools agents may call, each under the name by which scenarios list it.
   *
   * @example mcp: { shop: { url: 'https://tools.example.com/mcp', tools: ['track_parcel'] } }
   */
  readonly mcp?: Readonly<Record<string, McpServerOptions>>;
  /**
   * The hosts that `http` nodes and tools of scenarios may call, as `host` or `host:port`. A listed host may be a
   * private one; `*` allows every public one. Default `['*']`.
   */
  readonly httpHosts?: readonly string[];
  /** Secrets for the headers of `http` nodes: `{ API_KEY: '…' }` is `{{secret.API_KEY}}`. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The maximum duration of a turn of a scenario, in ms. Default 300 000. */
  readonly turnTimeoutMs?: number;
  /** Accounts to create, or whose passwords are set, at startup. */
  readonly operators?: readonly OperatorAccount[];
  /**
   * Creates the account `admin` if there is no admin: with the password given here, else with a one-time password,
   * which is in `firstAdmin` of the server. Default: no account is created.
   */
  readonly admin?: { readonly password?: string | undefined };
  /** Origins, in addition to the server's own, whose pages may use the settings and the desk. */
  readonly adminOrigins?: readonly string[];
  /** The number of your proxies in front that append to `X-Forwarded-For`. Default 0: the header is ignored. */
  readonly proxies?: number;
  /** The header in which your proxy sends the visitor's country. Trusted only with `proxies`. */
  readonly countryHeader?: string;
  /** A MaxMind database in which visitors' countries and cities are looked up. */
  readonly geoip?: string;
  /** How long an operator may be disconnected before the dialogs return to the queue, in ms. Default 30 000. */
  readonly operatorGraceMs?: number;
  readonly limits?: Partial<Limits>;
  /** Limits of connections, and of what may be buffered for one. */
  readonly connections?: Partial<ConnectionLimits>;
  /** How much visitors may ask of this node, by connection, visitor and address. */
  readonly budgets?: Partial<RequestBudgets>;
  /** How often every session is sent the state of its conversation, in ms. Default 20 000. */
  readonly headIntervalMs?: number;
  /**
   * The URL under which browsers reach this server, used in file URLs. Default: the listening address,
   * which is correct without a proxy.
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
  /** The admin created at this startup; null if there was one already. */
  readonly firstAdmin: FirstAdmin | null;
  /** Disconnects the clients with `bye`, answers accepted requests, and releases port, database and folder. */
  close(): Promise<void>;
}
