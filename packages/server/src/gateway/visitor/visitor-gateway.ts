import { type ClientEventName, clientEventSchemas, type Limits } from '@connective-chat/core/protocol';
import type { BotRegistry } from '../../bots/bot-registry.ts';
import type { Nodes } from '../../cluster/nodes.ts';
import type { Publisher } from '../../conversation/publisher.ts';
import type { ToWire } from '../../conversation/wire.ts';
import type { Db } from '../../db/open-database.ts';
import type { UploadTimes } from '../../files/start-sweep.ts';
import { clientAddress } from '../../http/client-address.ts';
import type { ChatMetrics } from '../../http/metrics.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { Refused } from '../../lib/refusal.ts';
import type { Desk } from '../../operator/desk.ts';
import type { DeskNews } from '../../operator/operator-notifier.ts';
import type { TurnRunner } from '../../turns/turn-runner.ts';
import type { ConnectionLimit, ConnectionLimits } from '../connection-limit.ts';
import { guardBacklog } from '../guard-backlog.ts';
import type { SendRate } from '../rate-limit.ts';
import { RequestQueue } from '../request-queue.ts';
import { botRoom, type ChatNamespace, type ChatSocket, type Session, tabRoom, visitorRoom } from '../session.ts';
import { authenticate } from './authenticate-visitor.ts';
import { LEGACY_EVENTS, legacyRequests } from './legacy-requests.ts';
import { readRequest } from './read-visitor-request.ts';
import type { ReadMeta } from './visitor-meta.ts';
import { widgetRequests } from './visitor-requests.ts';

export interface GatewayDeps {
  readonly db: Db;
  readonly epoch: string;
  readonly toWire: ToWire;
  readonly clock: Clock;
  readonly bots: BotRegistry;
  readonly nodes: Nodes;
  readonly publisher: Publisher;
  readonly runner: TurnRunner;
  readonly desk: Desk;
  readonly news: DeskNews;
  readonly readMeta: ReadMeta;
  /** The address of this server, for pages of other origins. */
  readonly baseUrl: () => string;
  readonly limits: Limits;
  readonly connectionLimits: ConnectionLimits;
  readonly connectionLimit: ConnectionLimit;
  /** Counts a connection that was ended because it took too little. */
  readonly countOverload: () => void;
  /** How many proxies of ours stand in front. */
  readonly proxies: number;
  readonly sendRate: SendRate;
  /** Counts what operators send. */
  readonly operatorRate: SendRate;
  /** Counts the files, apart from the messages that they become. */
  readonly uploadRate: SendRate;
  readonly uploadTimes: UploadTimes;
  readonly countSend: ChatMetrics['countSend'];
  readonly logger: Logger;
}

/** Any failure as an answer on the wire; what is not a refusal is ours, and worth another try. */
export function toRefused(error: unknown, logger: Logger, event: string): Refused {
  if (error instanceof Refused) return error;
  logger.error({ event, error: error instanceof Error ? error.message : String(error) }, 'a request failed');
  return new Refused('INTERNAL', 'The server could not do this.');
}

type Request = (deps: GatewayDeps, socket: ChatSocket, raw: unknown) => Promise<unknown>;

/** What a connection may ask, in the version of the protocol that it speaks. */
function requestsOf({ version }: Session): [string, Request][] {
  if (version === 1) return LEGACY_EVENTS.map((name) => [name, legacyRequests[name]]);
  return (Object.keys(clientEventSchemas) as ClientEventName[]).map((name) => {
    const handler = widgetRequests[name] as Request;
    return [name, async (deps, socket, raw) => handler(deps, socket, readRequest(name, raw, deps.limits))];
  });
}

async function answer(run: () => Promise<unknown>, logger: Logger, name: string): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    return toRefused(error, logger, name).toWire();
  }
}

function replace(socket: ChatSocket): void {
  socket.emit('bye', { code: 'REPLACED', retry: false });
  socket.disconnect(true);
}

const socketsIn = (namespace: ChatNamespace, room: string): ChatSocket[] =>
  [...(namespace.adapter.rooms.get(room) ?? [])].flatMap((id) => namespace.sockets.get(id) ?? []);

/**
 * A tab that comes back wins over the connection it lost, which may not have noticed yet. A
 * handshake may also arrive late, when its tab is back on a newer connection: then it is the one
 * to go.
 *
 * @returns whether the connection stays
 */
function replaceOwnTab(namespace: ChatNamespace, nodes: Nodes, socket: ChatSocket): boolean {
  const { session } = socket.data;
  if (session.tab === undefined) return true;
  const room = tabRoom(session);
  const others = socketsIn(namespace, room);
  if (others.some((other) => other.data.session.link > session.link)) {
    replace(socket);
    return false;
  }
  for (const other of others) replace(other);
  void socket.join(room);
  nodes.tell('tabConnected', { room, link: session.link });
  return true;
}

/** The same between nodes: whoever has a newer connection of the tab says so in turn. */
function replaceTabsOfNodes(namespace: ChatNamespace, nodes: Nodes): void {
  nodes.on('tabConnected', ({ room, link }) => {
    for (const socket of socketsIn(namespace, room)) {
      const mine = socket.data.session.link;
      if (mine > link) nodes.tell('tabConnected', { room, link: mine });
      else replace(socket);
    }
  });
}

const hasExpired = (deps: GatewayDeps, { expiresAt }: Session) => expiresAt !== null && expiresAt <= deps.clock.now();

/** Asked for each event: a timer may be late. @throws Refused TOKEN_EXPIRED */
function checkToken(deps: GatewayDeps, socket: ChatSocket): void {
  if (hasExpired(deps, socket.data.session)) throw new Refused('TOKEN_EXPIRED', 'The token has expired.');
}

/** Ends the connection when the token that opened it ends; the client comes back with a new one. */
function endWithToken(deps: GatewayDeps, socket: ChatSocket): void {
  const { expiresAt } = socket.data.session;
  if (expiresAt === null) return;
  const timer = setTimeout(
    () => {
      socket.emit('bye', { code: 'TOKEN_EXPIRED', retry: true });
      socket.disconnect(true);
    },
    Math.max(0, expiresAt - deps.clock.now()),
  );
  socket.on('disconnect', () => clearTimeout(timer));
}

function serve(deps: GatewayDeps, socket: ChatSocket, queue: RequestQueue): void {
  for (const [name, request] of requestsOf(socket.data.session)) {
    socket.on(name, (...args: unknown[]) => {
      const [raw] = args;
      // A client may leave out the acknowledgement, or the payload, or send either twice.
      const last = args.at(-1);
      const ack = typeof last === 'function' ? (last as (value: unknown) => void) : () => {};
      const payload = typeof raw === 'function' ? undefined : raw;
      const run = async () => {
        checkToken(deps, socket);
        return request(deps, socket, payload);
      };
      const taken = queue.add(async () => ack(await answer(run, deps.logger, name)));
      if (!taken) ack(new Refused('BUSY', 'Too many requests wait on this connection.', 1000).toWire());
    });
  }
}

/**
 * Opens the namespace of the visitors.
 *
 * @returns resolves when every request that was taken has been answered
 */
export function openWidgetGateway(namespace: ChatNamespace, deps: GatewayDeps): { settle(): Promise<void> } {
  const queues = new Set<RequestQueue>();
  replaceTabsOfNodes(namespace, deps.nodes);
  namespace.use((socket, next) => {
    const { auth, headers } = socket.handshake;
    const admit = (session: Session) => {
      socket.data.session = session;
      const address = clientAddress(socket.request, deps.proxies);
      const leave = deps.connectionLimit.enter(`${session.bot.id}:${session.visitorId}`, address);
      socket.conn.once('close', leave);
      // It may have gone while it was looked up.
      if (socket.conn.readyState !== 'open') leave();
    };
    authenticate(deps, { auth, origin: headers.origin })
      .then(admit)
      .then(
        () => next(),
        (error: unknown) => {
          const { code, message, retry } = toRefused(error, deps.logger, 'connect').toWire();
          next(Object.assign(new Error(code), { data: { code, message, retry } }));
        },
      );
  });
  namespace.on('connection', (socket: ChatSocket) => {
    const queue = new RequestQueue();
    queues.add(queue);
    const { bot, visitorId } = socket.data.session;
    void socket.join([botRoom(bot.id), visitorRoom(bot.id, visitorId)]);
    if (!replaceOwnTab(namespace, deps.nodes, socket)) {
      queues.delete(queue);
      return;
    }
    guardBacklog(socket, deps.connectionLimits.backlogBytes, deps.countOverload);
    serve(deps, socket, queue);
    endWithToken(deps, socket);
    socket.on('disconnect', () => {
      const { conversationId } = socket.data.session;
      if (conversationId !== null) deps.news.visitorChanged(conversationId);
      void queue.settled().then(() => queues.delete(queue));
    });
  });
  return {
    async settle() {
      await Promise.all([...queues].map((queue) => queue.settled()));
    },
  };
}
