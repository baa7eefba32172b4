import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a peer may take to close its side; one that takes nothing never does. */
const PATIENCE_MS = 2000;

/** Knows the connections of a server, those that have become WebSockets too. @returns destroys what stays open */
export function trackConnections(http: Server): () => { cancel(): void } {
  const sockets = new Set<Socket>();
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, PATIENCE_MS);
    return { cancel: () => clearTimeout(timer) };
  };
}
