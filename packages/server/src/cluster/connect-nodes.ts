import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { ClusterMessage } from 'socket.io-adapter';
import type { Logger } from '../lib/logger.ts';
import { NodeAdapter } from './node-adapter.ts';
import type { OpenNodeChannel } from './node-channel.types.ts';
import { NodeInbox } from './node-inbox.ts';
import { NodeOutbox } from './node-outbox.ts';
import { NodePresence } from './node-presence.ts';

const CLOSE_MS = 2000;
/** The size of the outbox: several thousand pushes, as many as collect during an outage of a few seconds. */
const OUTBOX_BYTES = 4 * 1024 * 1024;

export interface NodeConnection {
  /** Makes the Socket.IO adapter of a namespace. */
  readonly adapter: (namespace: { readonly name: string }) => NodeAdapter;
  /** Calls the listener when this node has missed what others said, or may have. */
  onMissed(listener: () => void): void;
  /** Whether this node is sure to be the only one. */
  isAlone(): boolean;
  /** To be called after the sockets are closed, which notifies the other nodes. */
  close(): Promise<void>;
}

export interface NodeConnectionOptions {
  readonly openChannel: OpenNodeChannel;
  readonly logger: Logger;
  /** Counts pushes to other nodes that were dropped. */
  readonly countDropped: (count: number) => void;
}

/** One line for each state: in an outage every attempt fails. */
function logStates(logger: Logger) {
  let isReachable = true;
  return {
    failed(error: Error) {
      if (isReachable) logger.warn({ error: error.message }, 'the other nodes cannot be reached');
      isReachable = false;
    },
    succeeded() {
      if (!isReachable) logger.warn('the other nodes can be reached again');
      isReachable = true;
    },
  };
}

/** Lets the pushes of this process reach the sessions of every other one on the same channel. */
export function connectNodes({ openChannel, logger, countDropped }: NodeConnectionOptions): NodeConnection {
  const states = logStates(logger);
  const own = randomBytes(8).toString('hex');
  const adapters = new Map<string, NodeAdapter>();
  const missed: (() => void)[] = [];
  const presence = new NodePresence(() => performance.now());
  const isAlone = () => presence.isAlone;
  const onMissed = () => {
    for (const listener of missed) listener();
  };
  /** A message of a newer version may be unknown to this one. */
  const read = (work: () => void) => {
    try {
      work();
    } catch (error) {
      logger.error({ error: (error as Error).message }, 'a message of another node cannot be read');
    }
  };
  const inbox = new NodeInbox({
    own,
    onOwn: () => presence.heardSelf(),
    onOther: () => presence.heardOther(),
    onMessage: (message) =>
      read(() => adapters.get((message as ClusterMessage).nsp)?.onMessage(message as ClusterMessage)),
    onMissed,
  });
  const channel = openChannel({
    onPart: (part) => read(() => inbox.receive(part)),
    onOpen() {
      presence.missed();
      onMissed();
    },
    onError: states.failed,
  });
  const outbox = new NodeOutbox({
    sender: own,
    async notify(parts) {
      // The others answer the first message of a node.
      await channel.begun;
      try {
        await channel.publish(parts);
        states.succeeded();
      } catch (error) {
        states.failed(error as Error);
        throw error;
      }
    },
    maxBytes: OUTBOX_BYTES,
    isAlone,
    onDropped: countDropped,
  });
  return {
    // Socket.IO calls it as a constructor, which neither an arrow function nor a method can be.
    adapter: function createAdapter(namespace) {
      const adapter = new NodeAdapter(namespace, outbox, () => adapters.delete(namespace.name));
      adapters.set(namespace.name, adapter);
      return adapter;
    },
    onMissed: (missedListener) => void missed.push(missedListener),
    isAlone,
    async close() {
      await outbox.close();
      // A service that does not respond does not answer the end of a connection either.
      await Promise.race([channel.close(), setTimeout(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}
