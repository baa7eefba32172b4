import type { ChatClient, SendResult } from '@connective-chat/core';
import { type ApprovalChoice, type ApprovalState, createApproval } from '@connective-chat/core/ui';
import { computed, type MaybeRefOrGetter, type ShallowRef, toValue } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

/** The result of `useApproval()`. */
export interface ApprovalResult {
  /** The approval for `getApprovalProps()` and `getApprovalButtonProps()`; `null` if the message asks for none. */
  readonly approval: Readonly<ShallowRef<ApprovalState | null>>;
  /** Answers it. Refused with `answered` if it cannot be answered any more. */
  readonly answer: (choice: ApprovalChoice) => SendResult;
}

/**
 * The approval that a message of the bot asks for: what will be done, whether the visitor can answer, and what the
 * visitor has answered in any tab.
 *
 * @example
 * const { approval, answer } = useApproval(() => props.message.id);
 */
export function useApproval(
  messageId: MaybeRefOrGetter<string>,
  client?: MaybeRefOrGetter<ChatClient>,
): ApprovalResult {
  const chat = useGivenClient(client);
  const model = computed(() => createApproval(chat.value, toValue(messageId)));
  const approval = useReadable(() => model.value);
  return { approval, answer: (choice) => model.value.answer(choice) };
}
