import type { ChatClient } from '@connective-chat/core';
import { type Composer, type ComposerState, createComposer } from '@connective-chat/core/ui';
import { useMemo } from 'react';
import { useHeld } from './use-held.ts';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/** What `useComposer()` gives: the state of the input, and what may be done with it. */
export interface ComposerResult
  extends ComposerState,
    Pick<Composer, 'setDraft' | 'attach' | 'removeFile' | 'send' | 'explain' | 'onKeyDown'> {
  /** For `getComposerProps(composer)` and `getSendButtonProps(composer)`; another object with each state. */
  readonly composer: Composer;
}

/**
 * The state of the input: the draft and its files, whether they may be sent, and why not. Writing is never
 * blocked; Enter sends, except with Shift, and except while an input method composes.
 *
 * @example
 * const { composer, blocked } = useComposer();
 * return <textarea {...getComposerProps(composer)} />;
 */
export function useComposer(client?: ChatClient): ComposerResult {
  const chat = useProvidedClient(client);
  const model = useHeld(() => createComposer(chat), [chat]);
  const state = useReadable(() => model, [model]);
  // A new object for each state, so that values memoized by it are updated.
  const composer = useMemo(() => ({ ...model, get: () => state }), [model, state]);
  const { setDraft, attach, removeFile, send, explain, onKeyDown } = model;
  return { ...state, setDraft, attach, removeFile, send, explain, onKeyDown, composer };
}
