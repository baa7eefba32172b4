import type { LimitFunction } from 'p-limit';
import type { FailureLog } from '../db/failure-log.ts';
import type { Clock } from '../lib/clock.ts';
import { Refused } from '../lib/refusal.ts';
import { guardBacklog } from './guard-backlog.ts';
import { LatestLane } from './latest-lane.ts';
import { RequestQueue } from './request-queue.ts';
import type { ChatNamespace, ChatSocket } from './socket.types.ts';
import { toRefused } from './to-refused.ts';

const BUSY_RETRY_MS = 1000;
/** How long clients should wait before they reconnect to a stopping server; about the time of a restart. */
const RESTART_MS = 1000;

/** The identity of an authenticated connection. */
export interface Session {
  /** When its token expires, in ms since the epoch; null if it has none. */
  readonly expiresAt: number | null;
}

/** Handles a request; the returned value is the acknowledgement. */
export type RequestHandler = (payload: unknown, signal?: AbortSignal) => Promise<unknown>;

/** The rules that differ between namespaces. */
export interface GatewayRules<S extends Session> {
  /** Whether a client may reconnect with another token when its token has expired. */
  readonly canRenewToken: boolean;
  /** Decides who may connect, for every transport. @throws Refused */
  authenticate(socket: ChatSocket): Promise<S>;
  /** Called for an authenticated connection, before it is served. @returns false if it has been closed instead */
  connected(socket: ChatSocket, session: S): boolean;
  disconnected(session: S): void;
  /** The requests that a connection may make, by event name. */
  requests(socket: ChatSocket, session: S): Iterable<readonly [name: string, handler: RequestHandler]>;
  /** Requests of which only the newest per connection matters, and how many of them run at once on this node. */
  readonly latestOnly?: { readonly names: ReadonlySet<string>; readonly limit: LimitFunction };
}

export interface GatewayDeps {
  readonly clock: Clock;
  readonly failures: FailureLog;
  /** The maximum number of bytes buffered for a slow connection. */
  readonly backlogBytes: number;
  /** Counts a connection that was closed because of its backlog. */
  readonly countOverload: () => void;
}

/**
 * Serves one namespace: authenticates each connection, answers its requests in order, and closes it when its
 * token expires, when it reads too slowly, or when the server stops.
 */
export class Gateway<S extends Session> {
  readonly #namespace: ChatNamespace;
  readonly #rules: GatewayRules<S>;
  readonly #deps: GatewayDeps;
  /** Kept outside the sockets, because Socket.IO sends `socket.data` to other nodes. */
  readonly #sessions = new WeakMap<object, S>();
  readonly #queues = new Set<Pick<RequestQueue, 'settled'>>();

  constructor(namespace: ChatNamespace, rules: GatewayRules<S>, deps: GatewayDeps) {
    this.#namespace = namespace;
    this.#rules = rules;
    this.#deps = deps;
    namespace.use((socket, next) => {
      this.#authenticate(socket).then(
        () => next(),
        (error: unknown) => {
          const { ok: _, ...data } = toRefused(error, deps.failures, 'connect').toWire();
          next(Object.assign(new Error(data.code), { data }));
        },
      );
    });
    namespace.on('connection', (socket) => this.#serve(socket));
  }

  /** The connections of a room to this node. */
  connectionsIn(room: string): [socket: ChatSocket, session: S][] {
    return [...(this.#namespace.adapter.rooms.get(room) ?? [])].flatMap((id) => {
      const socket = this.#namespace.sockets.get(id);
      const session = socket && this.#sessions.get(socket);
      return socket && session ? [[socket, session] as [ChatSocket, S]] : [];
    });
  }

  /** Disconnects the clients of this node, and resolves when every accepted request has been answered. */
  async close(): Promise<void> {
    this.#namespace.local.emit('bye', { code: 'DEPLOY', retry: true, retryAfterMs: RESTART_MS });
    await this.#settle();
    this.#namespace.local.disconnectSockets(true);
    await this.#settle();
  }

  async #settle(): Promise<void> {
    await Promise.all([...this.#queues].map((queue) => queue.settled()));
  }

  async #authenticate(socket: ChatSocket): Promise<void> {
    this.#sessions.set(socket, await this.#rules.authenticate(socket));
  }

  #serve(socket: ChatSocket): void {
    const session = this.#sessions.get(socket);
    if (!session) return void socket.disconnect(true);
    if (!this.#rules.connected(socket, session)) return;
    const { backlogBytes, countOverload } = this.#deps;
    const queue = new RequestQueue();
    const { latestOnly } = this.#rules;
    const lane = latestOnly && new LatestLane(latestOnly.limit);
    const queues = lane ? [queue, lane] : [queue];
    for (const opened of queues) this.#queues.add(opened);
    guardBacklog(socket, backlogBytes, countOverload);
    for (const [name, handler] of this.#rules.requests(socket, session)) {
      const taker = lane && latestOnly.names.has(name) ? lane : queue;
      socket.on(name, (...args: unknown[]) => this.#take(taker, name, handler, args));
    }
    this.#closeWithToken(socket, session);
    socket.on('disconnect', () => {
      this.#rules.disconnected(session);
      lane?.cancel();
      for (const left of queues) void left.settled().then(() => this.#queues.delete(left));
    });
  }

  #take(queue: RequestQueue | LatestLane, name: string, handler: RequestHandler, args: readonly unknown[]): void {
    const [first] = args;
    // A client may omit the acknowledgement callback or the payload, or send additional arguments.
    const last = args.at(-1);
    const ack = typeof last === 'function' ? (last as (value: unknown) => void) : () => {};
    const payload = typeof first === 'function' ? undefined : first;
    const run = async (signal?: AbortSignal) => ack(await this.#answer(name, () => handler(payload, signal)));
    const isTaken = queue.add(run, ack);
    if (!isTaken) ack(new Refused('BUSY', 'Too many requests wait on this connection.', BUSY_RETRY_MS).toWire());
  }

  async #answer(name: string, run: () => Promise<unknown>): Promise<unknown> {
    try {
      return await run();
    } catch (error) {
      return toRefused(error, this.#deps.failures, name).toWire();
    }
  }

  #closeWithToken(socket: ChatSocket, { expiresAt }: S): void {
    if (expiresAt === null) return;
    const timer = setTimeout(
      () => {
        socket.emit('bye', { code: 'TOKEN_EXPIRED', retry: this.#rules.canRenewToken });
        socket.disconnect(true);
      },
      Math.max(0, expiresAt - this.#deps.clock.now()),
    );
    timer.unref();
    socket.on('disconnect', () => clearTimeout(timer));
  }
}
