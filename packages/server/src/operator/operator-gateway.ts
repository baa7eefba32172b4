import { guardShape } from '@connective-chat/core/protocol';
import type { AccountTokens, LoggedIn } from '../accounts/account-tokens.ts';
import { RequestQueue } from '../gateway/request-queue.ts';
import { type ChatNamespace, type ChatSocket, conversationRoom } from '../gateway/session.ts';
import { type GatewayDeps, toRefused } from '../gateway/widget-gateway.ts';
import { isOwnOrigin, type OwnOrigin } from '../http/own-origin.ts';
import { Refused } from '../lib/refusal.ts';
import { toOperator } from './desk.ts';
import { type OperatorEventName, operatorEventSchemas } from './operator.types.ts';
import { operatorAuthSchema } from './operator-contract.ts';
import { type OperatorContext, operatorRequests } from './operator-requests.ts';

/** How long a visitor sees that somebody is typing, without news. */
const TYPING_MS = 6000;

/** @throws Refused */
async function logIn(deps: OperatorDeps, socket: ChatSocket): Promise<LoggedIn> {
  const { auth, headers } = socket.handshake;
  if (!isOwnOrigin(deps.ownOrigin, headers.origin, headers.host)) {
    throw new Refused('ORIGIN_NOT_ALLOWED', 'Operators work on pages of this server.');
  }
  const parsed = guardShape(auth) ? undefined : operatorAuthSchema.safeParse(auth);
  const who = parsed?.success ? await deps.tokens.find(parsed.data.token) : null;
  if (!who) throw new Refused('AUTH_FAILED', 'The token is missing, over or unknown: log in.');
  if (who.account.must_change_password) {
    throw new Refused('PASSWORD_CHANGE_REQUIRED', 'Change the one-time password first.');
  }
  return who;
}

async function answer(context: OperatorContext, name: OperatorEventName, raw: unknown): Promise<unknown> {
  try {
    if (guardShape(raw)) throw new Refused('INVALID', 'The frame is too deep or too large.');
    const parsed = operatorEventSchemas[name].safeParse(raw ?? {});
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Refused('INVALID', `${issue?.path.join('.') || name}: ${issue?.message}`);
    }
    const handler = operatorRequests[name] as (context: OperatorContext, event: unknown) => Promise<unknown>;
    return await handler(context, parsed.data);
  } catch (error) {
    return toRefused(error, context.logger, name).toWire();
  }
}

export interface OperatorDeps extends GatewayDeps {
  readonly tokens: AccountTokens;
  readonly ownOrigin: OwnOrigin;
}

export const accountRoom = (id: string): string => `account:${id}`;
export const tokenRoom = (hash: string): string => `token:${hash}`;

/** Opens the namespace of the operators. Its pushes are a visitor's, each with its `conversation`. */
export function openOperatorGateway(namespace: ChatNamespace, widget: ChatNamespace, deps: OperatorDeps): void {
  const sessions = new WeakMap<object, LoggedIn>();
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
    const operator = toOperator(who.account);
    void socket.join([accountRoom(operator.id), tokenRoom(who.tokenHash)]);
    const showTyping = (id: string, on: boolean) =>
      void widget.to(conversationRoom(id)).volatile.emit('typing', { on, ttlMs: TYPING_MS });
    const context: OperatorContext = { ...deps, operator, socket, showTyping };
    const queue = new RequestQueue();
    deps.desk.came(operator.id);
    socket.on('disconnect', () => deps.desk.left(operator.id));
    for (const name of Object.keys(operatorEventSchemas) as OperatorEventName[]) {
      socket.on(name, (...args: unknown[]) => {
        const last = args.at(-1);
        const ack = typeof last === 'function' ? (last as (value: unknown) => void) : () => {};
        const payload = typeof args[0] === 'function' ? undefined : args[0];
        const taken = queue.add(async () => ack(await answer(context, name, payload)));
        if (!taken) ack(new Refused('BUSY', 'Too many requests wait on this connection.', 1000).toWire());
      });
    }
  });
}

/** Tells operators that the queue has changed; each asks for what concerns it. */
export const pushTypingTo =
  (namespace: ChatNamespace) =>
  (conversation: string, on: boolean): void =>
    void namespace.to(conversationRoom(conversation)).volatile.emit('typing', { conversation, on, ttlMs: TYPING_MS });

export const announceQueueTo = (namespace: ChatNamespace) => (): void => void namespace.emit('queue_changed', {});

/** Ends the connections of a token, or of an account, on every node. */
export const endSessionsOf =
  (namespace: ChatNamespace) =>
  (ended: { tokenHash: string } | { accountId: string }): void => {
    const room = 'tokenHash' in ended ? tokenRoom(ended.tokenHash) : accountRoom(ended.accountId);
    namespace.in(room).emit('bye', { code: 'SESSION_ENDED', retry: false });
    namespace.in(room).disconnectSockets(true);
  };
