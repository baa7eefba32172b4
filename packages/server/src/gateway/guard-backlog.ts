import type { ChatSocket } from './socket.types.ts';

/** The time after which a closing connection that reads nothing is destroyed. */
const CLOSE_TIMEOUT_MS = 5000;
const RETRY_AFTER_MS = 5000;

/** The parts of an engine connection that are missing in its types. */
interface EngineConnection {
  writeBuffer: unknown[];
  /** A WebSocket; absent with polling. */
  transport: { socket?: { terminate?(): void } };
}

const sizeOf = (data: unknown): number =>
  typeof data === 'string' ? data.length : data instanceof Uint8Array ? data.byteLength : 0;

/**
 * Closes a connection that reads slower than the server pushes, before its buffer exhausts the memory. The buffer
 * is dropped: the client reconnects and loads what it has missed.
 *
 * @param maxBytes the maximum size of the buffer between two flushes
 */
export function guardBacklog(socket: ChatSocket, maxBytes: number, onOverload: () => void): void {
  const { conn } = socket;
  let buffered = 0;
  const close = () => {
    if (conn.readyState !== 'open') return;
    onOverload();
    const engine = conn as unknown as EngineConnection;
    engine.writeBuffer.length = 0;
    socket.emit('bye', { code: 'OVERLOADED', retry: true, retryAfterMs: RETRY_AFTER_MS });
    socket.disconnect(true);
    // A peer that reads nothing does not answer the closing handshake either.
    setTimeout(() => engine.transport.socket?.terminate?.(), CLOSE_TIMEOUT_MS).unref();
  };
  const count = ({ data }: { data?: unknown }) => {
    buffered += sizeOf(data);
    if (buffered <= maxBytes) return;
    conn.off('packetCreate', count);
    // This event is emitted before the packet is buffered.
    setImmediate(close);
  };
  conn.on('packetCreate', count);
  conn.on('flush', () => {
    buffered = 0;
  });
}
