import type { ChatClient, SendResult } from '@connective-chat/core';
import { type Blocked, type Composer, createComposer, type KeyPress } from '@connective-chat/core/ui';
import { type ComputedRef, computed, type MaybeRefOrGetter, type WritableComputedRef } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

export interface ComposerResult {
  /** What is written; also for `v-model`. */
  readonly draft: WritableComputedRef<string>;
  /** Why nothing can be sent now; `null` also while there is just nothing to send. */
  readonly blocked: ComputedRef<Blocked | null>;
  readonly canSend: ComputedRef<boolean>;
  readonly setDraft: (text: string) => void;
  readonly send: () => SendResult;
  readonly onKeyDown: (event: KeyPress) => void;
  /** The model, for `getComposerProps(composer)` and `getSendButtonProps(composer)`. */
  readonly composer: ComputedRef<Composer>;
}

/**
 * What stands in the input: the draft, whether it may be sent, and why not. Writing is never
 * blocked; Enter sends, except with Shift, and except while an input method composes.
 *
 * @example
 * const { draft, blocked, send, onKeyDown } = useComposer();
 * // <textarea v-model="draft" @keydown="onKeyDown" />
 */
export function useComposer(client?: MaybeRefOrGetter<ChatClient>): ComposerResult {
  const chat = useGivenClient(client);
  const model = computed(() => createComposer(chat.value));
  const state = useReadable(() => model.value);
  // A getter that is tracked, so that props computed from the model are computed anew with its state.
  const composer = computed<Composer>(() => ({ ...model.value, get: () => state.value }));
  const setDraft = (text: string) => model.value.setDraft(text);
  return {
    draft: computed({ get: () => state.value.draft, set: setDraft }),
    blocked: computed(() => state.value.blocked),
    canSend: computed(() => state.value.canSend),
    setDraft,
    send: () => model.value.send(),
    onKeyDown: (event) => model.value.onKeyDown(event),
    composer,
  };
}
