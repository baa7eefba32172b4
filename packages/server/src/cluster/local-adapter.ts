import { Adapter, type BroadcastOptions } from 'socket.io-adapter';
import { hasReceivers } from './has-receivers.ts';

/** The adapter of one Socket.IO namespace of a process without other nodes. */
export class LocalAdapter extends Adapter {
  override broadcast(packet: unknown, options: BroadcastOptions): void {
    if (hasReceivers(this, options)) super.broadcast(packet, options);
  }
}
