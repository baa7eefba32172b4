import type { OperatorEvent, OperatorEventName, operatorAckSchemas } from '@connective-chat/contracts/operator';
import type { Operator } from '@connective-chat/core/protocol';
import type * as z from 'zod/mini';
import type { LoggedIn } from '../../accounts/account-tokens.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Audit } from '../../audit/audit.ts';
import type { BotRegistry } from '../../bots/bot-registry.ts';
import type { ConversationLog } from '../../conversation/conversation-log.ts';
import type { OperatorOutgoing } from '../../conversation/operator-wire.ts';
import type { DeskSettingsStore } from '../../operator/desk-settings.ts';
import type { RequestRate } from '../request-rate.ts';
import type { GatewayServices } from '../services.ts';
import type { ChatSocket } from '../socket.types.ts';

/** The services used by the requests of operators. */
export interface OperatorServices extends GatewayServices {
  readonly log: ConversationLog<OperatorOutgoing>;
  readonly accounts: Accounts;
  readonly bots: BotRegistry;
  readonly audit: Audit;
  readonly settings: DeskSettingsStore;
  /** Rate limits for an operator's sends, uploads and searches. */
  readonly rate: RequestRate;
  /** Whether the database can cancel a query that runs: the embedded one runs in this process, one query at a time. */
  readonly canCancelQueries: boolean;
}

export interface OperatorContext extends OperatorServices {
  /** Read again for each request, because permissions may have been revoked. */
  readonly who: LoggedIn;
  readonly operator: Operator;
  readonly socket: ChatSocket;
  /** Aborts when a newer request replaces this one; only for requests of which the newest is wanted. */
  readonly signal: AbortSignal | undefined;
}

/** Handles a request; `ok` is added to the result. */
export type OperatorHandler<N extends OperatorEventName> = (
  context: OperatorContext,
  event: OperatorEvent<N>,
) => Promise<Omit<z.input<(typeof operatorAckSchemas)[N]>, 'ok'>>;

export type OperatorHandlers<N extends OperatorEventName = OperatorEventName> = {
  readonly [K in N]: OperatorHandler<K>;
};
