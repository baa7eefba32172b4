import type { ChatClient } from '@connective-chat/core';
import { type Composer, type ComposerState, createComposer } from '@connective-chat/core/ui';
import { useMemo } from 'react';
import { useHeld } from './use-held.ts';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/** The result of `useComposer()`: the state of the input, and its methods. */
export interface ComposerResult
  extends ComposerState,
    Pick<
      Composer,
      'setDraft' | 'attach' | 'removeFile' | 'send' | 'editQueued' | 'removeQueued' | 'stop' | 'explain' | 'onKeyDown'
    > {
  /** For `getComposerProps(composer)` and `getSendButtonProps(composer)`; a new object for each state. */
  readonly composer: Composer;
}

/**
 * The state of the input: the draft with its files, and whether they can be sent. Writing is never blocked. Enter
 * sends, except with Shift and during IME composition.
 *
 * @example
 * const { composer, blocked } = useComposer();
 * return <textarea {...getComposerProps(composer)} />;
 */
export function useComposer(client?: ChatClient): ComposerResult {
  const chat = useProvidedClient(client);
  const model = useHeld(() => createComposer(chat), [chat]);
  const state = useReadable(() => model, [model]);
  // A new object for each state, so that values that are memoized by it are updated.
  const composer = useMemo(() => ({ ...model, get: () => state }), [model, state]);
  const { setDraft, attach, removeFile, send, editQueued, removeQueued, stop, explain, onKeyDown } = model;
  return {
    ...state,
    setDraft,
    attach,
    removeFile,
    send,
    editQueued,
    removeQueued,
    stop,
    explain,
    onKeyDown,
    composer,
  };
}
