import { guardShape, type Operator } from '@connective-chat/core/protocol';
import * as z from 'zod/mini';
import { RequestQueue } from '../gateway/request-queue.ts';
import { type ChatNamespace, type ChatSocket, conversationRoom } from '../gateway/session.ts';
import { type GatewayDeps, toRefused } from '../gateway/widget-gateway.ts';
import { Refused } from '../lib/refusal.ts';
import { type OperatorEventName, operatorEventSchemas } from './operator.types.ts';
import { type OperatorContext, operatorRequests } from './operator-requests.ts';

const authSchema = z.object({
  login: z.string().check(z.minLength(1), z.maxLength(128)),
  password: z.string().check(z.minLength(1), z.maxLength(256)),
});

/** How long a visitor sees that somebody is typing, without news. */
const TYPING_MS = 6000;

/** The desk's own pages come from this server; a program sends no Origin. */
function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** @throws Refused */
function logIn(deps: GatewayDeps, socket: ChatSocket): Operator {
  const { auth, headers } = socket.handshake;
  if (!isOwnOrigin(headers.origin, headers.host)) {
    throw new Refused('ORIGIN_NOT_ALLOWED', 'Operators work on pages of this server.');
  }
  const parsed = guardShape(auth) ? undefined : authSchema.safeParse(auth);
  const operator = parsed?.success ? deps.desk.logIn(parsed.data.login, parsed.data.password) : null;
  if (!operator) throw new Refused('AUTH_FAILED', 'Login and password do not fit together.');
  return operator;
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

/** Opens the namespace of the operators. Its pushes are a visitor's, each with its `conversation`. */
export function openOperatorGateway(namespace: ChatNamespace, widget: ChatNamespace, deps: GatewayDeps): void {
  const operators = new WeakMap<object, Operator>();
  namespace.use((socket, next) => {
    try {
      operators.set(socket, logIn(deps, socket));
      next();
    } catch (error) {
      const { code, message, retry } = toRefused(error, deps.logger, 'connect').toWire();
      next(Object.assign(new Error(code), { data: { code, message, retry } }));
    }
  });
  namespace.on('connection', (socket: ChatSocket) => {
    const operator = operators.get(socket);
    if (!operator) return void socket.disconnect(true);
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
