import type { Publisher } from '../conversation/publisher.ts';
import type { ToWire } from '../conversation/wire.ts';
import type { DeskNews } from '../operator/operator-notifier.ts';
import { type ChatNamespace, conversationRoom, legacyRoom } from './session.ts';
import { toLegacyMessage } from './visitor/legacy-requests.ts';

/** Tells every session of a conversation, the sender's own included, and the operators who look at it. */
export function publishToRooms(
  widget: ChatNamespace,
  operators: ChatNamespace,
  toWire: ToWire,
  news: Pick<DeskNews, 'dialogChanged'>,
): Publisher {
  const push = (conversationId: string, event: string, data: object) => {
    const room = conversationRoom(conversationId);
    widget.to(room).emit(event, data);
    operators.to(room).emit(event, { conversation: conversationId, ...data });
  };
  return {
    message(id, row) {
      const message = toWire(row);
      const room = conversationRoom(id);
      widget.to(room).emit('msg', message);
      // What an answer rests on is for operators only.
      const sources = row.sources ? { sources: row.sources } : {};
      operators.to(room).emit('msg', { conversation: id, ...message, ...sources });
      news.dialogChanged(id, false);
      const legacy = toLegacyMessage(message);
      if (legacy) widget.to(legacyRoom(id)).emit('message', legacy);
    },
    thinking(id, thinking) {
      push(id, 'thinking', thinking);
      const { on, text } = thinking;
      widget.to(legacyRoom(id)).emit('thinking', { on, ...(text === undefined ? {} : { text }) });
    },
    draft: (id, draft) => push(id, 'draft', draft),
    dialog(id, dialog) {
      push(id, 'dialog', dialog);
      news.dialogChanged(id, true);
    },
    read(id, by, seq) {
      push(id, 'read', { by, seq });
      news.dialogChanged(id, false);
    },
  };
}
