import type { ChatClient } from '@connective-chat/core';
import { type Composer, type ComposerState, createComposer } from '@connective-chat/core/ui';
import { useHeld } from './use-held.ts';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

export interface ComposerResult extends ComposerState, Pick<Composer, 'setDraft' | 'send' | 'onKeyDown'> {
  /** The model, for `getComposerProps(composer)` and `getSendButtonProps(composer)`. */
  readonly composer: Composer;
}

/**
 * What stands in the input: the draft, whether it may be sent, and why not. Writing is never
 * blocked; Enter sends, except with Shift, and except while an input method composes.
 *
 * @example
 * const { composer, blocked } = useComposer();
 * return <textarea {...getComposerProps(composer)} />;
 */
export function useComposer(client?: ChatClient): ComposerResult {
  const chat = useProvidedClient(client);
  const composer = useHeld(() => createComposer(chat), chat);
  const state = useReadable(() => composer, composer);
  const { setDraft, send, onKeyDown } = composer;
  return { ...state, setDraft, send, onKeyDown, composer };
}
