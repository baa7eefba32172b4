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

/** The result of `useScrollAnchor()`: the scroll state, and the functions to scroll. */
export interface ScrollAnchorResult extends ScrollAnchorState, Pick<ScrollAnchor, 'scrollToEnd' | 'scrollToMessage'> {}

/**
 * Keeps the reader's position in a scrolling list of messages: at the end it follows new messages; elsewhere the
 * visible messages stay in place, also when older ones are added above.
 *
 * @param ref the scrolling element; it may be mounted and unmounted
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
  // After every render, because the element may have changed; attaching the same one again does nothing.
  useLayoutEffect(() => anchor.attach(ref.current));
  useLayoutEffect(() => () => anchor.attach(null), [anchor]);
  const { scrollToEnd, scrollToMessage } = anchor;
  return { ...state, scrollToEnd, scrollToMessage };
}
