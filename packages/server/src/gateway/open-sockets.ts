import type { Server as HttpServer } from 'node:http';
import { type Limits, MAX_FRAME_BYTES } from '@connective-chat/core/protocol';
import { Server } from 'socket.io';
import type { NodeConnection } from '../cluster/connect-nodes.ts';
import { LocalAdapter } from '../cluster/local-adapter.ts';
import { type Nodes, nodesOver, noOtherNodes } from '../cluster/nodes.ts';
import { trackConnections } from '../http/track-connections.ts';
import type { Closable } from '../lib/close-stack.ts';
import type { ChatNamespace, ChatSocketServer } from './socket.types.ts';

/** The two sides of a conversation. */
export interface Namespaces {
  readonly visitors: ChatNamespace;
  readonly operators: ChatNamespace;
}

export interface Sockets extends Namespaces, Closable {
  readonly nodes: Nodes;
}

/**
 * Opens Socket.IO on an HTTP server; closing it closes that server with all of its connections.
 *
 * @param cluster the connection to the other nodes; null if there are none
 */
export function openSockets(
  http: HttpServer,
  limits: Pick<Limits, 'frameBytes'>,
  cluster: NodeConnection | null,
): Sockets {
  const dropConnections = trackConnections(http);
  const io: ChatSocketServer = new Server(http, {
    transports: ['websocket', 'polling'],
    serveClient: false,
    adapter: cluster ? cluster.adapter : LocalAdapter,
    perMessageDeflate: false,
    maxHttpBufferSize: Math.min(limits.frameBytes, MAX_FRAME_BYTES),
    // The origins that may connect depend on the bot, which only the namespace knows.
    cors: { origin: true, credentials: false },
  });
  // Each namespace has its own authentication; the root namespace provides nothing.
  io.use((_, next) => next(new Error('NAMESPACE_REQUIRED')));
  const visitors = io.of('/widget');
  return {
    visitors,
    operators: io.of('/operator'),
    nodes: cluster ? nodesOver(visitors, cluster) : noOtherNodes,
    async close() {
      const dropping = dropConnections();
      const closed = io.close();
      http.closeAllConnections();
      await closed;
      dropping.cancel();
    },
  };
}
