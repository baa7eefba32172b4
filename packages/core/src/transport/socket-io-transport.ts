import { Manager, type ManagerOptions, type Socket } from 'socket.io-client';
import { ChatError, passingError } from '../errors.ts';
import type { Clock } from '../platform/platform.types.ts';
import { frameParser } from './frame-parser.ts';
import type { ConnectOptions, Link, LinkHandlers, Transport } from './transport.types.ts';

/** The part of a clock that measures timeouts. */
export type Timers = Pick<Clock, 'setTimeout' | 'clearTimeout'>;

const timers: Timers = {
  setTimeout: (work, ms) => setTimeout(work, ms),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/** The data that the server's middleware adds to a refusal. */
interface RefusalData {
  readonly code?: unknown;
  readonly retry?: unknown;
  readonly retryAfterMs?: unknown;
  readonly message?: unknown;
  readonly text?: unknown;
}

/**
 * Connections over Socket.IO. Reconnection, buffering and retries of `socket.io-client` are switched off: the machine
 * decides when to connect, and nothing is sent before `hello`.
 *
 * @param options.clock measures request timeouts; default: the system clock
 * @param options.manager options for the `Manager`, e.g. `withCredentials` or `extraHeaders`. Options that the chat
 * depends on (`path`, `transports`, `reconnection` …) are not overridden
 * @example
 * const chat = createChatClient({
 *   url: 'https://chat.example.com',
 *   botId: 1,
 *   platform: { transport: createSocketIoTransport({ manager: { withCredentials: true } }) },
 * });
 */
export function createSocketIoTransport({
  clock = timers,
  manager = {},
}: {
  readonly clock?: Timers | undefined;
  readonly manager?: Partial<ManagerOptions> | undefined;
} = {}): Transport {
  return {
    connect: (options, handlers) => openLink(clock, manager, options, handlers),
  };
}

const lost = (message: string): ChatError => passingError('CONNECTION_LOST', message);

function openLink(
  clock: Timers,
  extra: Partial<ManagerOptions>,
  options: ConnectOptions,
  handlers: LinkHandlers,
): Link {
  const transports = options.startWith === 'websocket' ? ['websocket', 'polling'] : ['polling', 'websocket'];
  const settings: Partial<ManagerOptions> = {
    ...extra,
    path: options.path,
    parser: frameParser,
    transports,
    // Without this option the second transport is used for upgrades only, and not as a fallback.
    tryAllTransports: true,
    reconnection: false,
    autoConnect: false,
    forceNew: true,
  };
  const manager = new Manager(options.url, settings);
  // The machine has its own timeout for an attempt, measured by its own clock.
  manager.timeout(false as unknown as number);
  const socket: Socket = manager.socket(options.namespace, {
    auth: (done: (data: object) => void) => {
      options.auth().then(done, (cause: unknown) => {
        // The server has not refused, so another attempt may succeed.
        end(passingError('CONNECT_FAILED', 'The handshake could not be prepared.', cause));
      });
    },
  });

  const waiting = new Set<(error: ChatError) => void>();
  let opened = false;
  let ended = false;

  /** Ends the link once: no handler is called afterwards, and all pending requests are rejected. */
  function end(error: ChatError | null): void {
    if (ended) return;
    ended = true;
    socket.removeAllListeners();
    socket.offAny();
    manager.removeAllListeners();
    // An engine that closes late may still emit an error, which throws if nobody listens.
    manager.on('error', () => {});
    socket.disconnect();
    manager.engine?.close();
    const reason = error ?? lost('The connection was closed.');
    for (const reject of [...waiting]) reject(reason);
    waiting.clear();
    if (error) handlers.onClose(error);
  }

  socket.on('connect', () => {
    opened = true;
    handlers.onOpen();
  });
  // Frames that were buffered before the server accepted the handshake belong to no session.
  socket.onAny((event: string, ...args: unknown[]) => opened && handlers.onEvent(event, args[0]));
  socket.on('connect_error', (error: Error & { data?: RefusalData }) => end(toRefusal(error)));
  socket.on('disconnect', (reason) => {
    end(lost(`The connection ended: ${reason}.`));
  });
  socket.connect();

  return {
    request: (event, payload, timeoutMs) =>
      new Promise((resolve, reject) => {
        if (ended || !socket.connected) {
          reject(lost('There is no connection.'));
          return;
        }
        const settle = (): void => {
          clock.clearTimeout(timer);
          waiting.delete(fail);
        };
        const fail = (error: ChatError): void => {
          settle();
          reject(error);
        };
        const timer = clock.setTimeout(
          () => fail(passingError('NO_ANSWER', `No answer to "${event}" in time.`)),
          timeoutMs,
        );
        waiting.add(fail);
        socket.emit(event, payload, (answer: unknown) => {
          settle();
          resolve(answer);
        });
      }),
    notify: (event, payload) => {
      if (!ended && socket.connected) socket.volatile.emit(event, payload);
    },
    close: () => end(null),
  };
}

function toRefusal(error: Error & { data?: RefusalData }): ChatError {
  const { code, retry, retryAfterMs, message, text } = error.data ?? {};
  if (typeof code === 'string') {
    return new ChatError(code, typeof message === 'string' ? message : error.message, {
      retryable: retry === true,
      ...(typeof text === 'string' && { text }),
      ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
    });
  }
  return passingError('CONNECT_FAILED', `The server could not be reached: ${error.message}.`, error);
}
