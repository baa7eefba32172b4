import type { Dialog, ReadState, WireDraft, WireThinking } from '@connective-chat/core/protocol';
import type { MessageRow } from '../db/schema.ts';

/** How the sessions of a conversation are told of what has been committed. */
export interface Publisher {
  message(conversationId: string, row: MessageRow): void;
  thinking(conversationId: string, thinking: WireThinking): void;
  draft(conversationId: string, draft: WireDraft): void;
  dialog(conversationId: string, dialog: Dialog): void;
  read(conversationId: string, by: keyof ReadState, seq: number): void;
}
