import { type ClientEventName, clientEventSchemas } from '@connective-chat/core/protocol';
import type { Nodes } from '../../cluster/nodes.ts';
import { addressGroup } from '../../http/address-group.ts';
import { clientAddress } from '../../http/client-address.ts';
import { isOwnOrigin, type OwnOrigin } from '../../http/own-origin.ts';
import { Refused } from '../../lib/refusal.ts';
import type { ConnectionLimit } from '../connection-limit.ts';
import type { FairQueue } from '../fair-queue.ts';
import { Gateway, type GatewayDeps, type GatewayRules, type RequestHandler } from '../gateway.ts';
import { checkShape, readRequest } from '../read-request.ts';
import { botRoom, visitorRoom } from '../rooms.ts';
import type { ChatNamespace, ChatSocket } from '../socket.types.ts';
import { authenticateVisitor } from './authenticate-visitor.ts';
import { checkSendBody } from './check-send-body.ts';
import { closeBlocked } from './close-blocked.ts';
import { LEGACY_EVENTS, type LegacyEventName, legacyRequests } from './legacy-requests.ts';
import { replaceTab, replaceTabsOfNodes } from './replace-tab.ts';
import { visitorRequests } from './visitor-requests.ts';
import type { VisitorServices } from './visitor-services.ts';
import { type VisitorSession, visitorKey } from './visitor-session.ts';

export interface VisitorGatewayOptions {
  readonly nodes: Nodes;
  readonly connectionLimit: ConnectionLimit;
  /** Decides which request runs next. */
  readonly queue: FairQueue;
  /** Whether private addresses are counted. */
  readonly countPrivateAddresses: boolean;
  /** The number of our own proxies in front of the server. */
  readonly proxies: number;
  readonly ownOrigin: OwnOrigin;
}

type Answer = (raw: unknown) => Promise<unknown>;
type RequestName = ClientEventName | LegacyEventName;

/** Requests that are completed even if their connection has closed, because what a visitor has sent must be stored. */
const OUTLIVES_CONNECTION: ReadonlySet<RequestName> = new Set<RequestName>(['send', 'message', 'upload']);
const GONE = new Refused('BUSY', 'The connection has ended.');

/** The requests of a connection, in its version of the protocol. */
function answersFor(services: VisitorServices, socket: ChatSocket, session: VisitorSession): [RequestName, Answer][] {
  const connection = { socket, session };
  if (session.version === 1) {
    return LEGACY_EVENTS.map((name) => [name, (raw) => legacyRequests[name](services, connection, raw)]);
  }
  return (Object.keys(clientEventSchemas) as ClientEventName[]).map((name) => [
    name,
    async (raw) => {
      if (name === 'send') {
        checkShape(raw);
        checkSendBody(raw, services.limits);
      }
      const handler = visitorRequests[name] as (...args: unknown[]) => Promise<unknown>;
      return handler(services, connection, readRequest(clientEventSchemas[name], name, raw));
    },
  ]);
}

/** Serves the namespace of the visitors. */
export function openVisitorGateway(
  namespace: ChatNamespace,
  services: VisitorServices,
  options: VisitorGatewayOptions,
  deps: GatewayDeps,
): Gateway<VisitorSession> {
  const { nodes, connectionLimit, queue, countPrivateAddresses, proxies, ownOrigin } = options;
  const { budget } = services;
  const rules: GatewayRules<VisitorSession> = {
    canRenewToken: true,

    async authenticate(socket) {
      const { auth, headers } = socket.handshake;
      const { origin } = headers;
      const address = clientAddress(socket.request, proxies);
      const network = addressGroup(address, countPrivateAddresses);
      const gone = new AbortController();
      socket.conn.once('close', () => gone.abort(GONE));
      await budget.countConnect(network);
      const isOwnPage = isOwnOrigin(ownOrigin, headers);
      const authenticated = queue.run(
        network ?? socket.id,
        '',
        () => authenticateVisitor(services, { auth, origin, address, network, isOwnPage }),
        gone.signal,
      );
      const session = await authenticated.catch((error: unknown) => {
        services.refusals.note(error, { botId: (auth as { botId?: unknown }).botId, origin });
        throw error;
      });
      const leave = connectionLimit.enter(visitorKey(session), network);
      socket.conn.once('close', leave);
      // The client may have closed the connection during the lookup.
      if (socket.conn.readyState !== 'open') leave();
      return session;
    },

    connected(socket, session) {
      const { bot, visitorId } = session;
      void socket.join([botRoom(bot.id), visitorRoom(bot.id, visitorId)]);
      return replaceTab(gateway, nodes, socket, session);
    },

    disconnected({ conversationId }) {
      if (conversationId !== null) services.notifier.visitorChanged(conversationId);
    },

    requests(socket, session) {
      const visitor = visitorKey(session);
      const requester = { socket: socket.id, visitor, address: session.network };
      const origin = session.network ?? visitor;
      const gone = new AbortController();
      socket.once('disconnect', () => gone.abort(GONE));
      return answersFor(services, socket, session).map(([name, answer]): [string, RequestHandler] => [
        name,
        async (raw) => {
          // Also checked for each request, because the timer that closes the connection may be late.
          if (session.expiresAt !== null && session.expiresAt <= services.clock.now()) {
            throw new Refused('TOKEN_EXPIRED', 'The token has expired.');
          }
          // The connection is closed, so the answer has no receiver, and the work would delay clients that reconnect.
          const signal = OUTLIVES_CONNECTION.has(name) ? undefined : gone.signal;
          signal?.throwIfAborted();
          await budget.count(name, requester);
          // Typing does not reach the database.
          return name === 'typing' ? answer(raw) : queue.run(origin, visitor, () => answer(raw), signal);
        },
      ]);
    },
  };
  const gateway = new Gateway(namespace, rules, deps);
  replaceTabsOfNodes(gateway, nodes);
  closeBlocked(gateway, services);
  return gateway;
}
