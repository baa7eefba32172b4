import { Manager, type ManagerOptions, type Socket } from 'socket.io-client';
import { ChatError } from '../errors.ts';
import type { Clock } from '../platform/platform.types.ts';
import type { ConnectOptions, Link, LinkHandlers, Transport } from './transport.types.ts';

/** The part of a clock that measures an answer. */
export type Timers = Pick<Clock, 'setTimeout' | 'clearTimeout'>;

const timers: Timers = {
  setTimeout: (work, ms) => setTimeout(work, ms),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/** What the server's middleware adds to a refusal. */
interface RefusalData {
  readonly code?: unknown;
  readonly retry?: unknown;
  readonly message?: unknown;
}

/**
 * A transport on `socket.io-client` as it is published, with what it does by itself (reconnection, buffering, retries)
 * switched off. Core's own speaks through the engine and the parser below it and is 3 kB lighter; take this one where
 * the rest of the page has socket.io-client loaded anyway, or where its `ManagerOptions` are needed. Both keep to one
 * contract.
 *
 * @param options.clock measures how long an answer may take; default the system's
 * @param options.manager passed on to the `Manager`, e.g. `withCredentials` or `extraHeaders`; what a chat depends on
 *   (`path`, `transports`, `reconnection` …) cannot be changed by it
 * @example
 * import { createSocketIoClientTransport } from '@connective-chat/core/socket-io-client';
 *
 * const chat = createChatClient({
 *   url: 'https://chat.example.com',
 *   botId: 1,
 *   platform: { transport: createSocketIoClientTransport({ manager: { withCredentials: true } }) },
 * });
 */
export function createSocketIoClientTransport({
  clock = timers,
  manager = {},
}: {
  readonly clock?: Timers;
  readonly manager?: Partial<ManagerOptions>;
} = {}): Transport {
  return {
    connect: (options, handlers) => openLink(clock, manager, options, handlers),
  };
}

function openLink(clock: Timers, more: Partial<ManagerOptions>, options: ConnectOptions, handlers: LinkHandlers): Link {
  const transports = options.startWith === 'websocket' ? ['websocket', 'polling'] : ['polling', 'websocket'];
  const settings: Partial<ManagerOptions> = {
    ...more,
    path: options.path,
    transports,
    // Without it a list of transports is an upgrade path, not a fallback.
    tryAllTransports: true,
    reconnection: false,
    autoConnect: false,
    forceNew: true,
  };
  const manager = new Manager(options.url, settings);
  // The machine's own deadline ends an attempt, on its own clock.
  manager.timeout(false as unknown as number);
  const socket: Socket = manager.socket(options.namespace, {
    auth: (done: (data: object) => void) => {
      options.auth().then(done, (cause: unknown) => {
        // Nobody refused: what could not be asked today may be given in a second.
        end(new ChatError('CONNECT_FAILED', 'The handshake could not be prepared.', { retryable: true, cause }));
      });
    },
  });

  const waiting = new Set<(error: ChatError) => void>();
  let ended = false;

  /** Ends the link once: nothing is heard of it afterwards, and nothing waits for it. */
  function end(error: ChatError | null): void {
    if (ended) return;
    ended = true;
    socket.removeAllListeners();
    socket.offAny();
    manager.removeAllListeners();
    // An engine that ends late still speaks; it must have a listener, or its error is thrown.
    manager.on('error', () => {});
    socket.disconnect();
    manager.engine?.close();
    const reason = error ?? new ChatError('CONNECTION_LOST', 'The connection was closed.', { retryable: true });
    for (const reject of [...waiting]) reject(reason);
    waiting.clear();
    if (error) handlers.onClose(error);
  }

  socket.on('connect', () => handlers.onOpen());
  socket.onAny((event: string, ...args: unknown[]) => handlers.onEvent(event, args[0]));
  socket.on('connect_error', (error: Error & { data?: RefusalData }) => end(toRefusal(error)));
  socket.on('disconnect', (reason) => {
    end(new ChatError('CONNECTION_LOST', `The connection ended: ${reason}.`, { retryable: true }));
  });
  socket.connect();

  return {
    request: (event, payload, timeoutMs) =>
      new Promise((resolve, reject) => {
        if (ended || !socket.connected) {
          reject(new ChatError('CONNECTION_LOST', 'There is no connection.', { retryable: true }));
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
          () => fail(new ChatError('NO_ANSWER', `No answer to "${event}" in time.`, { retryable: true })),
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
  const { code, retry, message } = error.data ?? {};
  if (typeof code === 'string') {
    return new ChatError(code, typeof message === 'string' ? message : error.message, { retryable: retry === true });
  }
  return new ChatError('CONNECT_FAILED', `The server could not be reached: ${error.message}.`, {
    retryable: true,
    cause: error,
  });
}
