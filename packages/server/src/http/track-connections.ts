import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a peer may take to close its side, because one that does not read never does. */
const CLOSE_TIMEOUT_MS = 2000;

/** Tracks a server's connections, WebSockets too. @returns a function that destroys those that do not close in time */
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
