import type { ChatError } from '../errors.ts';

/** What opening a connection needs. */
export interface ConnectOptions {
  readonly url: string;
  readonly path: string;
  /** Socket.IO's namespace, as the dialect names it. */
  readonly namespace: string;
  /** Called for each attempt, so that a token is fresh. */
  readonly auth: () => Promise<Record<string, unknown>>;
  /** The first transport to try; the other one is the fallback. */
  readonly startWith: 'websocket' | 'polling';
}

/** The callbacks of a connection. None is called after `close()`, and `onClose` at most once. */
export interface LinkHandlers {
  onOpen(): void;
  /** A pushed event. */
  onEvent(name: string, payload: unknown): void;
  /** It did not open, or it ended. */
  onClose(error: ChatError): void;
}

/** One connection, from `connect()` to its end; it does not reconnect. */
export interface Link {
  /** Asks and waits. Rejects with a ChatError `NO_ANSWER` after the time, `CONNECTION_LOST` when the link ends. */
  request(event: string, payload: unknown, timeoutMs: number): Promise<unknown>;
  /** Sends without waiting for an answer. */
  notify(event: string, payload: unknown): void;
  /** Closes it at once, also a half-open one. */
  close(): void;
}

/** Opens connections. It never reconnects and never buffers: the machine decides, and sends only when it may. */
export interface Transport {
  connect(options: ConnectOptions, handlers: LinkHandlers): Link;
}
