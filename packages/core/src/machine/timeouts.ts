/** Every timeout of the client, in milliseconds. Each can be overridden in `options.timeouts`. */
export interface Timeouts {
  /** How long a connection may take to open. Default 10 s. */
  readonly connect: number;
  /** How long the server may take to answer `hello`. Default 10 s. */
  readonly hello: number;
  /** How long a send may go without an ack before the connection is probed. Default 10 s. */
  readonly ack: number;
  /** How long a probed connection has to answer before it is closed. Default 3 s. */
  readonly probe: number;
  /** How long the server may take to answer a request for older or missed messages. Default 10 s. */
  readonly page: number;
  /** How long thinking blocks the input if the server sends no ttl. Default 60 s. */
  readonly thinking: number;
  /** The maximum time that thinking blocks the input, whatever the server sends. Default 10 min. */
  readonly thinkingMax: number;
  /** How long the server may take to answer a stop; then thinking continues. Default 5 s. */
  readonly stop: number;
  /** The upper limit of the first reconnect delay. Default 1 s. */
  readonly reconnectMin: number;
  /** The upper limit of every reconnect delay. Default 30 s. */
  readonly reconnectMax: number;
  /** How long a connection must be open before the reconnect delay is reset. Default 30 s. */
  readonly stable: number;
  /** How long a draft may go without an update before it is discarded. Default 15 s. */
  readonly draft: number;
  /** How long the connection is kept after the last release. Default 3 s. */
  readonly leaseGrace: number;
  /** How long an unsent message is kept. Default 24 h. */
  readonly outboxAge: number;
  /** How long a refused send waits if the server gives no time. Default 1 s. */
  readonly sendRetry: number;
}

/** The default timeouts, in milliseconds. */
export const DEFAULT_TIMEOUTS: Timeouts = {
  connect: 10_000,
  hello: 10_000,
  ack: 10_000,
  probe: 3_000,
  page: 10_000,
  thinking: 60_000,
  thinkingMax: 600_000,
  stop: 5_000,
  reconnectMin: 1_000,
  reconnectMax: 30_000,
  stable: 30_000,
  draft: 15_000,
  leaseGrace: 3_000,
  outboxAge: 24 * 60 * 60 * 1000,
  sendRetry: 1_000,
};
