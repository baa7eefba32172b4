import type { IncomingMessage } from 'node:http';
import { clientAddress } from '../http/client-address.ts';
import type { OperatorChannel } from '../operator/operator-channel.ts';
import type { Sockets } from './open-sockets.ts';
import { accountRoom, conversationRoom } from './rooms.ts';

/** Sends events to operators over their namespace. Connections to other nodes are known only by asking those nodes. */
export function createOperatorChannel(
  { visitors, operators, nodes }: Sockets,
  /** How many proxies of ours stand in front. */
  proxies: number,
): OperatorChannel {
  // A node that has crashed does not answer; then its visitors are shown as offline.
  const sessionsOf = (room: string) =>
    (nodes.isAlone() ? visitors.local : visitors)
      .in(room)
      .fetchSockets()
      .catch(() => []);
  return {
    hasListeners: () => operators.sockets.size > 0 || !nodes.isAlone(),
    mayBeOpen: (id) => operators.adapter.rooms.has(conversationRoom(id)) || !nodes.isAlone(),
    async isVisitorOnline(id) {
      const room = conversationRoom(id);
      if (visitors.adapter.rooms.has(room)) return true;
      return (await sessionsOf(room)).length > 0;
    },
    async addressOf(id) {
      const [session] = await sessionsOf(conversationRoom(id));
      if (!session) return null;
      const { headers, address: remoteAddress } = session.handshake;
      const request = { headers, socket: { remoteAddress } } as Pick<IncomingMessage, 'headers' | 'socket'>;
      return clientAddress(request, proxies) || null;
    },
    toAll: (event, data) => void operators.emit(event, data),
    toAccount: (accountId, event, data) => void operators.to(accountRoom(accountId)).emit(event, data),
    toConversation: (id, event, data) => void operators.to(conversationRoom(id)).emit(event, data),
  };
}
