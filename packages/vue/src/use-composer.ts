import type { ChatClient } from '@connective-chat/core';
import { type Composer, type ComposerState, createComposer } from '@connective-chat/core/ui';
import { type ComputedRef, computed, type MaybeRefOrGetter, type WritableComputedRef } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

type PlainState = Omit<ComposerState, 'draft'>;

/** Every field of the state as a ref, with its documentation. */
type ComposerRefs = { readonly [Key in keyof PlainState]: ComputedRef<PlainState[Key]> };

/** The result of `useComposer()`: the state of the input, and its methods. */
export interface ComposerResult
  extends ComposerRefs,
    Pick<
      Composer,
      'setDraft' | 'attach' | 'removeFile' | 'send' | 'editQueued' | 'removeQueued' | 'stop' | 'explain' | 'onKeyDown'
    > {
  /** The text in the input; can be used with `v-model`. */
  readonly draft: WritableComputedRef<string>;
  /** The model, for `getComposerProps(composer)` and `getSendButtonProps(composer)`. */
  readonly composer: ComputedRef<Composer>;
}

/**
 * The state of the input: the draft with its files, and whether they can be sent. Writing is never blocked. Enter
 * sends, except with Shift and during IME composition.
 *
 * @example
 * const { draft, blocked, send, onKeyDown } = useComposer();
 * // <textarea v-model="draft" @keydown="onKeyDown" />
 */
export function useComposer(client?: MaybeRefOrGetter<ChatClient>): ComposerResult {
  const chat = useGivenClient(client);
  const model = computed(() => createComposer(chat.value));
  const state = useReadable(() => model.value);
  // A tracked getter, so that props computed from the model are recomputed with its state.
  const composer = computed<Composer>(() => ({ ...model.value, get: () => state.value }));
  const setDraft: Composer['setDraft'] = (text, options) => model.value.setDraft(text, options);
  return {
    draft: computed({ get: () => state.value.draft, set: (text) => setDraft(text) }),
    files: computed(() => state.value.files),
    uploads: computed(() => state.value.uploads),
    accept: computed(() => state.value.accept),
    blocked: computed(() => state.value.blocked),
    notice: computed(() => state.value.notice),
    canSend: computed(() => state.value.canSend),
    stopButton: computed(() => state.value.stopButton),
    queued: computed(() => state.value.queued),
    setDraft,
    attach: (files) => model.value.attach(files),
    removeFile: (id) => model.value.removeFile(id),
    send: () => model.value.send(),
    editQueued: () => model.value.editQueued(),
    removeQueued: () => model.value.removeQueued(),
    stop: () => model.value.stop(),
    explain: (reason) => model.value.explain(reason),
    onKeyDown: (event) => model.value.onKeyDown(event),
    composer,
  };
}
