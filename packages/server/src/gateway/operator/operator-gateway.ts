import {
  type OperatorEventName,
  operatorAuthSchema,
  operatorRequestSchemas,
} from '@connective-chat/contracts/operator';
import { guardShape } from '@connective-chat/core/protocol';
import type { LimitFunction } from 'p-limit';
import type { AccountTokens, LoggedIn } from '../../accounts/account-tokens.ts';
import { toOperator } from '../../accounts/to-operator.ts';
import { isOwnOrigin, OWN_ORIGIN_HINT, type OwnOrigin } from '../../http/own-origin.ts';
import { Refused } from '../../lib/refusal.ts';
import { Gateway, type GatewayDeps, type GatewayRules, type RequestHandler } from '../gateway.ts';
import { readRequest } from '../read-request.ts';
import { accountRoom, tokenRoom } from '../rooms.ts';
import type { ChatNamespace, ChatSocket } from '../socket.types.ts';
import { banRequests } from './ban-requests.ts';
import { cannedRequests } from './canned-requests.ts';
import { dialogRequests } from './dialog-requests.ts';
import { overviewRequests } from './overview-requests.ts';
import type { OperatorHandler, OperatorHandlers, OperatorServices } from './request.types.ts';
import { talkRequests } from './talk-requests.ts';

const handlers: OperatorHandlers = {
  ...overviewRequests,
  ...dialogRequests,
  ...talkRequests,
  ...banRequests,
  ...cannedRequests,
};
const EVENTS = Object.keys(operatorRequestSchemas) as OperatorEventName[];

export interface OperatorGatewayOptions {
  readonly tokens: AccountTokens;
  readonly ownOrigin: OwnOrigin;
  /** Limits the number of simultaneous searches of all operators. */
  readonly searchLimit: LimitFunction;
}

/** @throws Refused AUTH_FAILED, PASSWORD_CHANGE_REQUIRED */
function checkAccount(who: LoggedIn | null): LoggedIn {
  if (!who) throw new Refused('AUTH_FAILED', 'The token is missing, expired or unknown: log in.');
  if (who.account.must_change_password) {
    throw new Refused('PASSWORD_CHANGE_REQUIRED', 'Change the one-time password first.');
  }
  return who;
}

/** Serves the namespace of the operators. */
export function openOperatorGateway(
  namespace: ChatNamespace,
  services: OperatorServices,
  { tokens, ownOrigin, searchLimit }: OperatorGatewayOptions,
  deps: GatewayDeps,
): Gateway<LoggedIn> {
  const answer = async (
    socket: ChatSocket,
    tokenHash: string,
    name: OperatorEventName,
    raw: unknown,
    signal?: AbortSignal,
  ) => {
    const event = readRequest(operatorRequestSchemas[name], name, raw ?? {});
    // Read for each request: the token may have been revoked on another node, or the role taken away.
    const who = checkAccount(await tokens.findByHash(tokenHash));
    const context = { ...services, socket, who, operator: toOperator(who.account), signal };
    return { ok: true, ...(await (handlers[name] as OperatorHandler<OperatorEventName>)(context, event as never)) };
  };
  const rules: GatewayRules<LoggedIn> = {
    canRenewToken: false,
    latestOnly: { names: new Set<OperatorEventName>(['search']), limit: searchLimit },

    async authenticate({ handshake: { auth, headers } }) {
      if (!isOwnOrigin(ownOrigin, headers)) {
        throw new Refused(
          'ORIGIN_NOT_ALLOWED',
          `Only pages of this server may use the operator desk. ${OWN_ORIGIN_HINT}`,
        );
      }
      const parsed = guardShape(auth) ? undefined : operatorAuthSchema.safeParse(auth);
      return checkAccount(parsed?.success ? await tokens.find(parsed.data.token) : null);
    },

    connected(socket, { account, tokenHash }) {
      void socket.join([accountRoom(account.id), tokenRoom(tokenHash)]);
      services.desk.operatorConnected(account.id);
      return true;
    },

    disconnected: ({ account }) => services.desk.operatorDisconnected(account.id),

    requests: (socket, { tokenHash }) =>
      EVENTS.map((name): [string, RequestHandler] => [
        name,
        (raw, signal) => answer(socket, tokenHash, name, raw, signal),
      ]),
  };
  return new Gateway(namespace, rules, deps);
}
