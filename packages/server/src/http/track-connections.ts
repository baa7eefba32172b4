import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a peer may take to close its side; one that reads nothing never does. */
const CLOSE_TIMEOUT_MS = 2000;

/** Tracks the connections of a server, WebSockets included. @returns destroys those that stay open for too long */
export function trackConnections(http: Server): () => { cancel(): void } {
  const sockets = new Set<Socket>();
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, CLOSE_TIMEOUT_MS);
    return { cancel: () => clearTimeout(timer) };
  };
}
