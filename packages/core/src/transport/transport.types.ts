import type { ChatError } from '../errors.ts';

/** What a transport needs to open a connection. */
export interface ConnectOptions {
  readonly url: string;
  readonly path: string;
  /** Socket.IO's namespace, given by the dialect. */
  readonly namespace: string;
  /** Called for each attempt, so that a token is fresh. */
  readonly auth: () => Promise<Record<string, unknown>>;
  /** The first transport to try; the other one is the fallback. */
  readonly startWith: 'websocket' | 'polling';
}

/** The callbacks of a connection. None is called after `close()`; `onClose` is called at most once. */
export interface LinkHandlers {
  onOpen(): void;
  /** A pushed event. */
  onEvent(name: string, payload: unknown): void;
  /** The connection failed to open, or ended. */
  onClose(error: ChatError): void;
}

/** One connection. It does not reconnect. */
export interface Link {
  /** Sends a request. Rejects with a ChatError: `NO_ANSWER` after the timeout, `CONNECTION_LOST` when the link ends. */
  request(event: string, payload: unknown, timeoutMs: number): Promise<unknown>;
  /** Sends without waiting for an answer. */
  notify(event: string, payload: unknown): void;
  /** Closes the connection immediately, even if it is half open. */
  close(): void;
}

/** Opens connections. It never reconnects and never buffers: the machine decides when to connect and when to send. */
export interface Transport {
  connect(options: ConnectOptions, handlers: LinkHandlers): Link;
}
