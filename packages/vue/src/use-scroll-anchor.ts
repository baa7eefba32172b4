import type { ChatClient } from '@connective-chat/core';
import { createScrollAnchor, type ScrollAnchor, type ScrollAnchorOptions } from '@connective-chat/core/ui';
import { type ComputedRef, computed, type MaybeRefOrGetter, onScopeDispose, toValue, watch } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

/** The result of `useScrollAnchor()`: the scroll state, and the functions to scroll. */
export interface ScrollAnchorResult extends Pick<ScrollAnchor, 'scrollToEnd' | 'scrollToMessage'> {
  /** Whether the end of the conversation is in view. The list then follows new messages. */
  readonly atEnd: ComputedRef<boolean>;
  /** The number of messages of others since the visitor scrolled away from the end. */
  readonly newCount: ComputedRef<number>;
}

/**
 * Keeps the reader's position in a scrolling list of messages: at the end it follows new messages; elsewhere the
 * visible messages stay in place, also when older ones are added above.
 *
 * @param element the template ref of the scrolling element; it may be mounted and unmounted
 *
 * @example
 * const log = useTemplateRef('log');
 * const { atEnd, newCount, scrollToEnd } = useScrollAnchor(log);
 */
export function useScrollAnchor(
  element: MaybeRefOrGetter<HTMLElement | null | undefined>,
  options?: ScrollAnchorOptions,
  client?: MaybeRefOrGetter<ChatClient>,
): ScrollAnchorResult {
  const chat = useGivenClient(client);
  const anchor = computed(() => createScrollAnchor(chat.value, options));
  const state = useReadable(() => anchor.value);
  watch(
    [anchor, () => toValue(element) ?? null] as const,
    ([next, target], [previous]) => {
      if (previous && previous !== next) previous.attach(null);
      next.attach(target);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => anchor.value.attach(null));
  return {
    atEnd: computed(() => state.value.atEnd),
    newCount: computed(() => state.value.newCount),
    scrollToEnd: (behavior) => anchor.value.scrollToEnd(behavior),
    scrollToMessage: (id, behavior) => anchor.value.scrollToMessage(id, behavior),
  };
}
