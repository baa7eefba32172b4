import type { ChatSocket } from './session.ts';

/** How long a farewell may wait for a connection that takes nothing. */
const FAREWELL_MS = 5000;
const COME_BACK_MS = 5000;

/** What of the engine's connection is needed here and has no name in its types. */
interface Inside {
  writeBuffer: unknown[];
  /** A WebSocket, unless it polls. */
  transport: { socket?: { terminate?(): void } };
}

const sizeOf = (data: unknown): number =>
  typeof data === 'string' ? data.length : data instanceof Uint8Array ? data.byteLength : 0;

/**
 * Ends a connection that does not take what is pushed to it, before the server's memory holds a whole log for a
 * phone in a tunnel. What was held is dropped: the client comes back and asks for what it lacks.
 */
export function guardBacklog(socket: ChatSocket, maxBytes: number, onOverload: () => void): void {
  const { conn } = socket;
  let waiting = 0;
  const end = () => {
    if (conn.readyState !== 'open') return;
    onOverload();
    const inside = conn as unknown as Inside;
    inside.writeBuffer.length = 0;
    socket.emit('bye', { code: 'OVERLOADED', retry: true, retryAfterMs: COME_BACK_MS });
    socket.disconnect(true);
    // A peer that takes nothing answers no closing either.
    setTimeout(() => inside.transport.socket?.terminate?.(), FAREWELL_MS).unref();
  };
  const count = ({ data }: { data?: unknown }) => {
    waiting += sizeOf(data);
    if (waiting <= maxBytes) return;
    conn.off('packetCreate', count);
    // The packet is not in the queue yet.
    setImmediate(end);
  };
  conn.on('packetCreate', count);
  conn.on('flush', () => {
    waiting = 0;
  });
}
