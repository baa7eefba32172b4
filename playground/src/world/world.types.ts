import type { Platform, Transport } from '@connective-chat/core';

/** The server of the page, and the faults that it and the network to it can have. */
export interface World {
  /** Where the conversation is, in words. */
  readonly name: string;
  readonly isReal: boolean;
  readonly url: string;
  readonly transport: Transport;
  /** What the clients take from the world besides the transport. */
  readonly platform: Partial<Platform>;
  /** Closes all connections; the clients reconnect. */
  cut(): Promise<void>;
  /** Delays everything in both directions. */
  slow(on: boolean): Promise<void>;
  /** While on, the agent does not end a turn. */
  thinkForEver(on: boolean): Promise<void>;
  /** An operator takes the waiting visitor. */
  takeOver(): Promise<void>;
  /** Kills the server without a goodbye, or starts it again with the same data. */
  run(on: boolean): Promise<void>;
}
