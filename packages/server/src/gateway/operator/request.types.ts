import type { OperatorEvent, OperatorEventName, operatorAckSchemas } from '@connective-chat/contracts/operator';
import type { Operator } from '@connective-chat/core/protocol';
import type * as z from 'zod/mini';
import type { AccountTokens, LoggedIn } from '../../accounts/account-tokens.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Audit } from '../../audit/audit.ts';
import type { OwnOrigin } from '../../http/own-origin.ts';
import type { DeskSettingsStore } from '../../operator/desk-settings.ts';
import type { OperatorWire } from '../../operator/operator-wire.ts';
import type { ChatSocket } from '../session.ts';
import type { GatewayDeps } from '../visitor/visitor-gateway.ts';

export interface OperatorDeps extends GatewayDeps {
  readonly accounts: Accounts;
  readonly tokens: AccountTokens;
  readonly audit: Audit;
  readonly settings: DeskSettingsStore;
  readonly ownOrigin: OwnOrigin;
  readonly toOperatorWire: OperatorWire;
}

export interface OperatorContext extends OperatorDeps {
  /** Read anew for each request: rights may have been taken in between. */
  readonly who: LoggedIn;
  readonly operator: Operator;
  readonly socket: ChatSocket;
}

/** Answers a request; `ok` is added. */
export type OperatorHandler<N extends OperatorEventName> = (
  context: OperatorContext,
  event: OperatorEvent<N>,
) => Promise<Omit<z.input<(typeof operatorAckSchemas)[N]>, 'ok'>>;

export type OperatorHandlers<N extends OperatorEventName = OperatorEventName> = {
  readonly [K in N]: OperatorHandler<K>;
};
