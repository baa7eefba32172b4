import {
  type BroadcastOptions,
  ClusterAdapterWithHeartbeat,
  type ClusterMessage,
  type ClusterResponse,
  MessageType,
} from 'socket.io-adapter';
import { hasReceivers } from './has-receivers.ts';

/** Receives the messages of an adapter, synchronously. */
export interface AdapterOutbox {
  readonly isFailing: boolean;
  add(message: ClusterMessage | ClusterResponse, canBeRepaired: boolean): void;
}

const isPush = (message: ClusterMessage) => message.type === MessageType.BROADCAST;

const isVolatile = (message: ClusterMessage) =>
  message.type === MessageType.BROADCAST && message.data.opts.flags?.volatile === true;

/**
 * The adapter of one Socket.IO namespace. It pushes to the sessions of this node as soon as the outbox has the message,
 * not when the other nodes have it.
 */
export class NodeAdapter extends ClusterAdapterWithHeartbeat {
  readonly #outbox: AdapterOutbox;
  readonly #onClose: () => void;

  constructor(namespace: unknown, outbox: AdapterOutbox, onClose: () => void) {
    super(namespace, {});
    this.#outbox = outbox;
    this.#onClose = onClose;
  }

  override close(): void {
    super.close();
    this.#onClose();
  }

  override async broadcast(packet: unknown, options: BroadcastOptions): Promise<void> {
    if (hasReceivers(this, options)) return super.broadcast(packet, options);
    const { rooms, except, flags = {} } = options;
    if (flags.local) return;
    const opts = { rooms: [...rooms], except: [...(except ?? [])], flags };
    this.publish({ type: MessageType.BROADCAST, data: { packet, opts } });
  }

  protected override async doPublish(message: ClusterMessage): Promise<string> {
    if (!(isVolatile(message) && this.#outbox.isFailing)) this.#outbox.add(message, isPush(message));
    // The offset, for a recovery of connections that is not in use.
    return '';
  }

  protected override async doPublishResponse(_: string, response: ClusterResponse): Promise<void> {
    this.#outbox.add(response, false);
  }
}
