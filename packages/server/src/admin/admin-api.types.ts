import type { adminEndpoints, EndpointName, EndpointResponse } from '@connective-chat/contracts/admin';
import type * as z from 'zod/mini';
import type { AccountTokens, LoggedIn } from '../accounts/account-tokens.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { DeviceTokens } from '../accounts/device-tokens.ts';
import type { LoginLimit } from '../accounts/login-limit.ts';
import type { AgentProvider } from '../agent/agent.types.ts';
import type { McpServers } from '../agent/mcp/mcp-servers.ts';
import type { Audit } from '../audit/audit.ts';
import type { BotRegistry } from '../bots/bot-registry.ts';
import type { Db } from '../db/open-database.ts';
import type { Loaders } from '../embed/find-loaders.ts';
import type { OwnOrigin } from '../http/own-origin.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { DeskSettingsStore } from '../operator/desk-settings.ts';

/** Events of the settings that affect visitors' and operators' sessions. */
export interface StaffNews {
  /** Closes the connections of one token or of a whole account. */
  sessionsEnded(ended: { tokenHash: string } | { accountId: string }): void;
  /** Name, picture, role or state of an account has changed. */
  accountChanged(accountId: string, gone: boolean): Promise<void>;
  /**
   * Closes the dialogs of bots that the same transaction deletes.
   *
   * @returns a function that ends their turns and their visitors' sessions, to be called after the commit
   */
  endBots(trx: Db, botIds: readonly string[]): Promise<() => void>;
  /** The assignment settings have changed. */
  deskSettingsChanged(): void;
}

export interface AdminDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly bots: BotRegistry;
  /** The agents that scenarios may name. */
  readonly providers: ReadonlyMap<string, AgentProvider>;
  readonly mcp: McpServers;
  readonly accounts: Accounts;
  readonly tokens: AccountTokens;
  readonly devices: DeviceTokens;
  readonly loginLimit: LoginLimit;
  readonly audit: Audit;
  readonly desk: DeskSettingsStore;
  readonly staff: StaffNews;
  readonly loaders: Loaders;
  /** The public URL of this server. */
  readonly baseUrl: () => string;
  readonly ownOrigin: OwnOrigin;
  readonly proxies: number;
  readonly logger: Logger;
}

type Definition<N extends EndpointName> = (typeof adminEndpoints)[N];
/** The body or query, validated by its schema; the bytes of a body that is not JSON. */
type Input<N extends EndpointName> =
  Definition<N> extends { request: infer S extends z.ZodMiniType }
    ? z.infer<S>
    : Definition<N> extends { bytes: string }
      ? Buffer | undefined
      : undefined;
/** The account that makes the request; absent before the login. */
type Who<N extends EndpointName> = Definition<N>['access'] extends 'anyone' ? null : LoggedIn;

export interface ApiRequest<N extends EndpointName> {
  readonly who: Who<N>;
  readonly input: Input<N>;
  /** A path parameter, by its name in the table. */
  param(name: string): string;
  readonly address: string;
  /** The origin of the page; programs send none. */
  readonly origin: string | undefined;
}

/** Answers an endpoint; `ok` is added. */
export type ApiHandler<N extends EndpointName> = (
  deps: AdminDeps,
  request: ApiRequest<N>,
) => Promise<Omit<EndpointResponse<N>, 'ok'>>;

export type ApiHandlers<N extends EndpointName = EndpointName> = { readonly [K in N]: ApiHandler<K> };
