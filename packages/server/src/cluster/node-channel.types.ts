/** How a channel tells what it receives. */
export interface NodeChannelListeners {
  /** Parts of one node arrive in the order in which it published them; a part may arrive twice, or not at all. */
  onPart(part: string): void;
  /** Receiving has started or restarted: earlier parts may not have been received. */
  onOpen(): void;
  /** The channel cannot be reached; it tries again. */
  onError(error: Error): void;
}

/** Carries the parts of batches between the nodes of a store, this node included. */
export interface NodeChannel {
  /** Resolves when this node receives for the first time, or when the channel is closed. */
  readonly begun: Promise<void>;
  /**
   * Publishes the parts together, in their order.
   *
   * @throws if they may not have been published
   */
  publish(parts: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a channel, which also opens itself again whenever it is lost. */
export type OpenNodeChannel = (listeners: NodeChannelListeners) => NodeChannel;
