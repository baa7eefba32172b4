import { Socket as Engine } from 'engine.io-client';
import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';
import { ChatError, passingError } from '../errors.ts';
import type { Clock } from '../platform/platform.types.ts';
import type { ConnectOptions, Link, LinkHandlers, Transport } from './transport.types.ts';

/** What the server's middleware adds to a refusal. */
interface Refusal {
  readonly message?: unknown;
  readonly data?: { readonly code?: unknown; readonly retry?: unknown; readonly message?: unknown };
}

/**
 * Socket.IO as a bare pipe: its engine and its parser, without the client on top. What that adds is
 * reconnection, buffering and retries, which hide from the machine what happened, and which measured
 * against cut connections lose and double messages. Switched off, they would still be downloaded.
 */
export function createSocketIoTransport(clock: Clock): Transport {
  return {
    connect: (options, handlers) => openLink(clock, options, handlers),
  };
}

const lost = (message: string): ChatError => passingError('CONNECTION_LOST', message);

function openLink(clock: Clock, options: ConnectOptions, handlers: LinkHandlers): Link {
  const nsp = options.namespace;
  const engine = new Engine(options.url, {
    path: options.path,
    transports: options.startWith === 'websocket' ? ['websocket', 'polling'] : ['polling', 'websocket'],
    // Without it a list of transports is an upgrade path, not a fallback.
    tryAllTransports: true,
  });
  const encoder = new Encoder();
  const decoder = new Decoder();
  /** Who waits for an answer, by the number of the question. */
  const waiting = new Map<number, (error: ChatError | null, answer?: unknown) => void>();
  let asked = 0;
  let connected = false;
  let ended = false;
  let decoded: Packet | null = null;

  const write = (packet: Omit<Packet, 'nsp'>): void => {
    for (const piece of encoder.encode({ ...packet, nsp })) engine.write(piece);
  };

  /** Ends the link once: nothing is heard of it afterwards, and nothing waits for it. */
  function end(error: ChatError | null): void {
    if (ended) return;
    ended = true;
    if (connected) write({ type: PacketType.DISCONNECT });
    connected = false;
    engine.close();
    for (const settle of [...waiting.values()]) settle(error ?? lost('The connection was closed.'));
    if (error) handlers.onClose(error);
  }

  function receive({ type, nsp: from, id, data }: Packet): void {
    if (from !== nsp) return;
    if (type === PacketType.EVENT) {
      if (connected) handlers.onEvent(String(data[0]), data[1]);
    } else if (type === PacketType.ACK) waiting.get(id as number)?.(null, data[0]);
    else if (type === PacketType.CONNECT) {
      connected = true;
      handlers.onOpen();
    } else {
      connected = false;
      end(type === PacketType.CONNECT_ERROR ? toRefusal(data) : lost('The server ended the connection.'));
    }
  }

  decoder.on('decoded', (packet) => {
    decoded = packet;
  });
  engine.on('open', () => {
    options.auth().then(
      (data) => {
        if (!ended) write({ type: PacketType.CONNECT, data });
      },
      // Nobody refused: what could not be asked today may be given in a second.
      (cause: unknown) => end(passingError('CONNECT_FAILED', 'The handshake could not be prepared.', cause)),
    );
  });
  engine.on('data', (raw) => {
    if (ended) return;
    try {
      decoder.add(raw);
    } catch {
      end(lost('The server sent what is no packet of Socket.IO.'));
    }
    const packet = decoded;
    decoded = null;
    // Outside of the attempt: what a handler throws is no fault of the packet.
    if (packet) receive(packet);
  });
  engine.on('error', (cause) => {
    if (!connected) end(toRefusal(cause as Error));
  });
  engine.on('close', (reason) => {
    connected = false;
    end(lost(`The connection ended: ${reason}.`));
  });

  return {
    request: (event, payload, timeoutMs) =>
      new Promise((resolve, reject) => {
        if (!connected) {
          reject(lost('There is no connection.'));
          return;
        }
        asked += 1;
        const id = asked;
        const settle = (error: ChatError | null, answer?: unknown): void => {
          clock.clearTimeout(timer);
          waiting.delete(id);
          if (error) reject(error);
          else resolve(answer);
        };
        const timer = clock.setTimeout(
          () => settle(passingError('NO_ANSWER', `No answer to "${event}" in time.`)),
          timeoutMs,
        );
        waiting.set(id, settle);
        write({ type: PacketType.EVENT, data: [event, payload], id });
      }),
    notify: (event, payload) => {
      // Said now or never: what waits for its turn would be old when it is heard.
      if (connected && engine.transport.writable) write({ type: PacketType.EVENT, data: [event, payload] });
    },
    close: () => end(null),
  };
}

function toRefusal(cause: Refusal): ChatError {
  const { code, retry, message } = cause.data ?? {};
  if (typeof code === 'string') {
    return new ChatError(code, String(message ?? cause.message), { retryable: retry === true });
  }
  return passingError('CONNECT_FAILED', `The server could not be reached: ${cause.message}.`, cause);
}
