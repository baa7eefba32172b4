import type { Publisher } from '../conversation/publisher.ts';
import { type ChatNamespace, conversationRoom } from './session.ts';

/** Tells every session of a conversation, the sender's own included, and the operators who look at it. */
export function publishToRooms(widget: ChatNamespace, operators: ChatNamespace): Publisher {
  const push = (conversationId: string, event: string, data: object) => {
    const room = conversationRoom(conversationId);
    widget.to(room).emit(event, data);
    operators.to(room).emit(event, { conversation: conversationId, ...data });
  };
  return {
    message: (id, message) => push(id, 'msg', message),
    thinking: (id, thinking) => push(id, 'thinking', thinking),
    draft: (id, draft) => push(id, 'draft', draft),
    dialog: (id, dialog) => push(id, 'dialog', dialog),
    read: (id, by, seq) => push(id, 'read', { by, seq }),
  };
}
