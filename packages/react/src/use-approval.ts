import type { ChatClient, SendResult } from '@connective-chat/core';
import { type ApprovalChoice, type ApprovalState, createApproval } from '@connective-chat/core/ui';
import { useHeld } from './use-held.ts';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/** The result of `useApproval()`. */
export interface ApprovalResult {
  /** The approval for `getApprovalProps()` and `getApprovalButtonProps()`; `null` if the message asks for none. */
  readonly approval: ApprovalState | null;
  /** Answers it. Refused with `answered` if it cannot be answered any more. */
  readonly answer: (choice: ApprovalChoice) => SendResult;
}

/**
 * The approval that a message of the bot asks for: what will be done, whether the visitor can answer, and what the
 * visitor has answered in any tab.
 *
 * @example
 * const { approval, answer } = useApproval(message.id);
 */
export function useApproval(messageId: string, client?: ChatClient): ApprovalResult {
  const chat = useProvidedClient(client);
  const model = useHeld(() => createApproval(chat, messageId), [chat, messageId]);
  const approval = useReadable(() => model, [model]);
  return { approval, answer: model.answer };
}
