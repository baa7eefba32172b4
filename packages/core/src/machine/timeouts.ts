/** Every deadline of the client, in milliseconds. Each can be given in `options.timeouts`. */
export interface Timeouts {
  /** How long a connection may take to open. Default 10 s. */
  readonly connect: number;
  /** How long the server may take to answer `hello`. Default 10 s. */
  readonly hello: number;
  /** How long a send may go unanswered before the connection is doubted. Default 10 s. */
  readonly ack: number;
  /** How long a doubted connection has to prove itself. Default 3 s. */
  readonly probe: number;
  /** How long a page of history, or of missed messages, may take. Default 10 s. */
  readonly page: number;
  /** How long thinking blocks the input when the server says nothing else. Default 60 s. */
  readonly thinking: number;
  /** The longest that thinking may block, whatever the server says. Default 10 min. */
  readonly thinkingMax: number;
  /** The first reconnect comes within this time. Default 1 s. */
  readonly reconnectMin: number;
  /** No reconnect waits longer than this. Default 30 s. */
  readonly reconnectMax: number;
  /** How long a connection must stand before the waits begin small again. Default 30 s. */
  readonly stable: number;
  /** How long a draft may go without news before it is dropped. Default 15 s. */
  readonly draft: number;
  /** How long after the last release the connection is kept. Default 3 s. */
  readonly leaseGrace: number;
  /** How long an unsent message is kept. Default 24 h. */
  readonly outboxAge: number;
  /** How long a refused send waits when the server names no time. Default 1 s. */
  readonly sendRetry: number;
}

/** The deadlines where `options.timeouts` names none, in milliseconds. */
export const DEFAULT_TIMEOUTS: Timeouts = {
  connect: 10_000,
  hello: 10_000,
  ack: 10_000,
  probe: 3_000,
  page: 10_000,
  thinking: 60_000,
  thinkingMax: 600_000,
  reconnectMin: 1_000,
  reconnectMax: 30_000,
  stable: 30_000,
  draft: 15_000,
  leaseGrace: 3_000,
  outboxAge: 24 * 60 * 60 * 1000,
  sendRetry: 1_000,
};
