import type { Adapter, BroadcastOptions } from 'socket.io-adapter';

/** Whether a broadcast may have receivers on this node. Socket.IO encodes a packet before it looks for them. */
export const hasReceivers = ({ rooms }: Pick<Adapter, 'rooms'>, to: Pick<BroadcastOptions, 'rooms'>): boolean =>
  to.rooms.size === 0 || [...to.rooms].some((room) => rooms.has(room));
