import {
  type OperatorEventName,
  operatorAuthSchema,
  operatorRequestSchemas,
} from '@connective-chat/contracts/operator';
import { guardShape } from '@connective-chat/core/protocol';
import type { LoggedIn } from '../../accounts/account-tokens.ts';
import { isOwnOrigin } from '../../http/own-origin.ts';
import { Refused } from '../../lib/refusal.ts';
import { toOperator } from '../../operator/to-operator.ts';
import { RequestQueue } from '../request-queue.ts';
import type { ChatNamespace, ChatSocket } from '../session.ts';
import { toRefused } from '../visitor/visitor-gateway.ts';
import { cannedRequests } from './canned-requests.ts';
import { dialogRequests } from './dialog-requests.ts';
import { accountRoom, tokenRoom } from './operator-rooms.ts';
import { overviewRequests } from './overview-requests.ts';
import type { OperatorDeps, OperatorHandler, OperatorHandlers } from './request.types.ts';
import { talkRequests } from './talk-requests.ts';

const handlers: OperatorHandlers = { ...overviewRequests, ...dialogRequests, ...talkRequests, ...cannedRequests };

/** @throws Refused */
function checkAccount(who: LoggedIn | null): LoggedIn {
  if (!who) throw new Refused('AUTH_FAILED', 'The token is missing, over or unknown: log in.');
  if (who.account.must_change_password) {
    throw new Refused('PASSWORD_CHANGE_REQUIRED', 'Change the one-time password first.');
  }
  return who;
}

/** @throws Refused */
async function logIn(deps: OperatorDeps, socket: ChatSocket): Promise<LoggedIn> {
  const { auth, headers } = socket.handshake;
  if (!isOwnOrigin(deps.ownOrigin, headers.origin, headers.host)) {
    throw new Refused('ORIGIN_NOT_ALLOWED', 'Operators work on pages of this server.');
  }
  const parsed = guardShape(auth) ? undefined : operatorAuthSchema.safeParse(auth);
  return checkAccount(parsed?.success ? await deps.tokens.find(parsed.data.token) : null);
}

/** The first mistakes of a request, each with its place; what stood there is not quoted. */
function readRequest(name: OperatorEventName, raw: unknown): unknown {
  const shape = guardShape(raw);
  if (shape) throw new Refused('INVALID', `The frame is ${shape.replace('-', ' ')}.`);
  const parsed = operatorRequestSchemas[name].safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || name}: ${issue.message}`);
  throw new Refused('INVALID', reasons.join('; '));
}

async function answer(
  deps: OperatorDeps,
  socket: ChatSocket,
  { name, raw, tokenHash }: { name: OperatorEventName; raw: unknown; tokenHash: string },
): Promise<unknown> {
  try {
    const event = readRequest(name, raw);
    // Asked for each request: the token may have been revoked on another node, the role taken away.
    const who = checkAccount(await deps.tokens.findByHash(tokenHash));
    const context = { ...deps, socket, who, operator: toOperator(who.account) };
    return { ok: true, ...(await (handlers[name] as OperatorHandler<OperatorEventName>)(context, event as never)) };
  } catch (error) {
    return toRefused(error, deps.logger, name).toWire();
  }
}

/** Ends the connection with its token. */
function endWithToken(deps: OperatorDeps, socket: ChatSocket, expiresAt: number): void {
  const timer = setTimeout(
    () => {
      socket.emit('bye', { code: 'TOKEN_EXPIRED', retry: false });
      socket.disconnect(true);
    },
    Math.max(0, expiresAt - deps.clock.now()),
  );
  timer.unref();
  socket.on('disconnect', () => clearTimeout(timer));
}

/**
 * Opens the namespace of the operators.
 *
 * @returns resolves when every request that was taken has been answered
 */
export function openOperatorGateway(namespace: ChatNamespace, deps: OperatorDeps): { settle(): Promise<void> } {
  const sessions = new WeakMap<object, LoggedIn>();
  const queues = new Set<RequestQueue>();
  namespace.use((socket, next) => {
    logIn(deps, socket).then(
      (who) => {
        sessions.set(socket, who);
        next();
      },
      (error: unknown) => {
        const { code, message, retry } = toRefused(error, deps.logger, 'connect').toWire();
        next(Object.assign(new Error(code), { data: { code, message, retry } }));
      },
    );
  });
  namespace.on('connection', (socket: ChatSocket) => {
    const who = sessions.get(socket);
    if (!who) return void socket.disconnect(true);
    const { tokenHash } = who;
    void socket.join([accountRoom(who.account.id), tokenRoom(tokenHash)]);
    const queue = new RequestQueue();
    queues.add(queue);
    deps.desk.came(who.account.id);
    endWithToken(deps, socket, who.expiresAt);
    socket.on('disconnect', () => {
      deps.desk.left(who.account.id);
      void queue.settled().then(() => queues.delete(queue));
    });
    for (const name of Object.keys(operatorRequestSchemas) as OperatorEventName[]) {
      socket.on(name, (...args: unknown[]) => {
        const last = args.at(-1);
        const ack = typeof last === 'function' ? (last as (value: unknown) => void) : () => {};
        const raw = typeof args[0] === 'function' ? undefined : args[0];
        const taken = queue.add(async () => ack(await answer(deps, socket, { name, raw, tokenHash })));
        if (!taken) ack(new Refused('BUSY', 'Too many requests wait on this connection.', 1000).toWire());
      });
    }
  });
  return {
    async settle() {
      await Promise.all([...queues].map((queue) => queue.settled()));
    },
  };
}

/** Ends the connections of a token, or of an account, on every node. */
export const endSessionsOf =
  (namespace: ChatNamespace) =>
  (ended: { tokenHash: string } | { accountId: string }): void => {
    const room = 'tokenHash' in ended ? tokenRoom(ended.tokenHash) : accountRoom(ended.accountId);
    namespace.in(room).emit('bye', { code: 'SESSION_ENDED', retry: false });
    namespace.in(room).disconnectSockets(true);
  };
