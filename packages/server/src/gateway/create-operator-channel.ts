import type { OperatorChannel } from '../operator/operator-channel.ts';
import type { Sockets } from './open-sockets.ts';
import { accountRoom, conversationRoom } from './rooms.ts';

/** Sends events to operators over their namespace. Connections to other nodes are known only by asking those nodes. */
export function createOperatorChannel({ visitors, operators, isShared }: Sockets): OperatorChannel {
  return {
    hasListeners: () => isShared || operators.sockets.size > 0,
    mayBeOpen: (id) => isShared || operators.adapter.rooms.has(conversationRoom(id)),
    async isVisitorOnline(id) {
      const room = conversationRoom(id);
      if (visitors.adapter.rooms.has(room)) return true;
      if (!isShared) return false;
      // A node that has crashed does not answer; then the visitor is shown as offline.
      const sockets = await visitors
        .in(room)
        .fetchSockets()
        .catch(() => []);
      return sockets.length > 0;
    },
    toAll: (event, data) => void operators.emit(event, data),
    toAccount: (accountId, event, data) => void operators.to(accountRoom(accountId)).emit(event, data),
    toConversation: (id, event, data) => void operators.to(conversationRoom(id)).emit(event, data),
  };
}
