import type { ChatClient } from '@connective-chat/core';
import {
  createScrollAnchor,
  type ScrollAnchor,
  type ScrollAnchorOptions,
  type ScrollAnchorState,
} from '@connective-chat/core/ui';
import type { ElementRef } from './element-ref.types.ts';
import { useHeld } from './use-held.ts';
import { useLayoutEffect } from './use-layout-effect.ts';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/** What `useScrollAnchor()` gives: where the list stands, and how to get to its end. */
export interface ScrollAnchorResult extends ScrollAnchorState, Pick<ScrollAnchor, 'scrollToEnd' | 'scrollToMessage'> {}

/**
 * Keeps a scrolling list of messages where its reader wants it: at the end while they are there, at
 * their place while they are not, also when older messages come in above.
 *
 * @param ref the element that scrolls; it may come and go
 *
 * @example
 * const log = useRef<HTMLDivElement>(null);
 * const { atEnd, newCount, scrollToEnd } = useScrollAnchor(log);
 */
export function useScrollAnchor(
  ref: ElementRef<HTMLElement>,
  options?: ScrollAnchorOptions,
  client?: ChatClient,
): ScrollAnchorResult {
  const chat = useProvidedClient(client);
  const anchor = useHeld(() => createScrollAnchor(chat, options), [chat]);
  const state = useReadable(() => anchor, [anchor]);
  // After every render, because that is when an element may have come or gone; the same one is free.
  useLayoutEffect(() => anchor.attach(ref.current));
  useLayoutEffect(() => () => anchor.attach(null), [anchor]);
  const { scrollToEnd, scrollToMessage } = anchor;
  return { ...state, scrollToEnd, scrollToMessage };
}
