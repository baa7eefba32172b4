import type { Operator } from '@connective-chat/core/protocol';
import type { Publisher } from '../conversation/publisher.ts';
import type { ToWire } from '../conversation/wire.ts';
import type { OperatorNotifier } from '../operator/operator-notifier.ts';
import type { Sockets } from './open-sockets.ts';
import { conversationRoom, legacyRoom } from './rooms.ts';
import type { ChatNamespace } from './socket.types.ts';
import { toLegacyMessage } from './visitor/legacy-message.ts';

/** The lifetime of a typing signal. */
const TYPING_MS = 6000;

/** Pushes to the sessions of a conversation, including the sender's, and to the operators who have it open. */
export function createPublisher(
  { visitors, operators, nodes }: Pick<Sockets, 'visitors' | 'operators' | 'nodes'>,
  toWire: ToWire,
  notifier: Pick<OperatorNotifier, 'dialogChanged'>,
): Publisher {
  const push = (conversationId: string, event: string, data: object) => {
    const room = conversationRoom(conversationId);
    visitors.to(room).emit(event, data);
    operators.to(room).emit(event, { conversation: conversationId, ...data });
  };
  /** Whether a push may have receivers. Without one it is not built. */
  const mayReceive = ({ adapter }: ChatNamespace, room: string) => adapter.rooms.has(room) || !nodes.isAlone();
  return {
    message(id, row) {
      const message = toWire(row);
      const room = conversationRoom(id);
      // Also without a receiver: a node that starts now has to see that it has missed something.
      visitors.to(room).emit('msg', message);
      if (mayReceive(operators, room)) {
        // Operators receive the sources of every answer, with their ids.
        const sources = row.sources ? { sources: row.sources } : {};
        operators.to(room).emit('msg', { conversation: id, ...message, ...sources });
      }
      notifier.dialogChanged(id, false);
      const legacy = mayReceive(visitors, legacyRoom(id)) ? toLegacyMessage(message) : null;
      if (legacy) visitors.to(legacyRoom(id)).emit('message', legacy);
    },
    thinking(id, thinking) {
      push(id, 'thinking', thinking);
      const { on, text, ttlMs } = thinking;
      // Protocol 1 has no deadline, and a client of it would block its input again.
      if (on && ttlMs === 0) return;
      visitors.to(legacyRoom(id)).emit('thinking', { on, ...(text === undefined ? {} : { text }) });
    },
    draft: (id, draft) => push(id, 'draft', draft),
    dialog(id, dialog) {
      push(id, 'dialog', dialog);
      notifier.dialogChanged(id, true);
    },
    read(id, by, seq) {
      push(id, 'read', { by, seq });
      notifier.dialogChanged(id, false);
    },
    feedback: (id, feedback) => push(id, 'feedback', feedback),
    visitorTyping(conversation, on) {
      const room = operators.to(conversationRoom(conversation));
      room.volatile.emit('typing', { conversation, by: 'visitor', on, ttlMs: TYPING_MS });
    },
    operatorTyping(conversation, operator: Operator, on) {
      const room = conversationRoom(conversation);
      visitors.to(room).volatile.emit('typing', { on, ttlMs: TYPING_MS });
      operators.to(room).volatile.emit('typing', { conversation, by: 'operator', operator, on, ttlMs: TYPING_MS });
    },
  };
}
