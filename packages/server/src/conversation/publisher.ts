import type {
  Dialog,
  Operator,
  PushedFeedback,
  ReadState,
  WireDraft,
  WireThinking,
} from '@connective-chat/core/protocol';
import type { MessageRow } from '../db/schema.ts';

/** Pushes committed changes and transient events to the sessions of a conversation on every node. */
export interface Publisher {
  message(conversationId: string, row: MessageRow): void;
  thinking(conversationId: string, thinking: WireThinking): void;
  draft(conversationId: string, draft: WireDraft): void;
  dialog(conversationId: string, dialog: Dialog): void;
  read(conversationId: string, by: keyof ReadState, seq: number): void;
  feedback(conversationId: string, feedback: PushedFeedback): void;
  /** For the operators who have the conversation open. */
  visitorTyping(conversationId: string, on: boolean): void;
  /** For the visitor, and for the operators who have the conversation open. */
  operatorTyping(conversationId: string, operator: Operator, on: boolean): void;
}
