import { ClusterAdapterWithHeartbeat, type ClusterMessage, type ClusterResponse, MessageType } from 'socket.io-adapter';

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

  protected override async doPublish(message: ClusterMessage): Promise<string> {
    if (!(isVolatile(message) && this.#outbox.isFailing)) this.#outbox.add(message, isPush(message));
    // The offset, for a recovery of connections that is not in use.
    return '';
  }

  protected override async doPublishResponse(_: string, response: ClusterResponse): Promise<void> {
    this.#outbox.add(response, false);
  }
}
