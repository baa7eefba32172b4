import type { OperatorChannel } from '../operator/operator-channel.ts';
import type { Namespaces } from './open-sockets.ts';
import { accountRoom, conversationRoom } from './rooms.ts';

/**
 * Reaches the operators over their namespace.
 *
 * @param isShared whether operators and visitors may be connected to other nodes, of which nothing is known here
 */
export function createOperatorChannel({ visitors, operators }: Namespaces, isShared: boolean): OperatorChannel {
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
