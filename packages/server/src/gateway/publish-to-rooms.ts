import type { Publisher } from '../conversation/publisher.ts';
import type { ToWire } from '../conversation/wire.ts';
import { toLegacyMessage } from './legacy-requests.ts';
import { type ChatNamespace, conversationRoom, legacyRoom } from './session.ts';

/** Tells every session of a conversation, the sender's own included, and the operators who look at it. */
export function publishToRooms(widget: ChatNamespace, operators: ChatNamespace, toWire: ToWire): Publisher {
  const push = (conversationId: string, event: string, data: object) => {
    const room = conversationRoom(conversationId);
    widget.to(room).emit(event, data);
    operators.to(room).emit(event, { conversation: conversationId, ...data });
  };
  return {
    message(id, row) {
      const message = toWire(row);
      push(id, 'msg', message);
      const legacy = toLegacyMessage(message);
      if (legacy) widget.to(legacyRoom(id)).emit('message', legacy);
    },
    thinking(id, thinking) {
      push(id, 'thinking', thinking);
      const { on, text } = thinking;
      widget.to(legacyRoom(id)).emit('thinking', { on, ...(text === undefined ? {} : { text }) });
    },
    draft: (id, draft) => push(id, 'draft', draft),
    dialog: (id, dialog) => push(id, 'dialog', dialog),
    read: (id, by, seq) => push(id, 'read', { by, seq }),
  };
}
