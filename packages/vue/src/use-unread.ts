import type { ChatClient } from '@connective-chat/core';
import { formatBadge, keepRead } from '@connective-chat/core/ui';
import { type ComputedRef, computed, type MaybeRefOrGetter, type ShallowRef, toValue, watch } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

/** The options of `useUnread()`. */
export interface UseUnreadOptions {
  /** Whether the conversation is in view. While it is, and the page is visible, messages are marked as read. */
  readonly inView?: MaybeRefOrGetter<boolean> | undefined;
}

/** The result of `useUnread()`. */
export interface UnreadResult {
  readonly unread: Readonly<ShallowRef<number>>;
  /** For a badge: empty, `1` to `9`, then `9+`. */
  readonly badge: ComputedRef<string>;
  readonly markRead: () => void;
}

/**
 * The number of unread messages.
 *
 * @example
 * const { badge } = useUnread({ inView: isOpen });
 */
export function useUnread(
  { inView = false }: UseUnreadOptions = {},
  client?: MaybeRefOrGetter<ChatClient>,
): UnreadResult {
  const chat = useGivenClient(client);
  const unread = useReadable(() => chat.value.unread);
  if (typeof document !== 'undefined') {
    watch(
      [chat, () => toValue(inView)] as const,
      ([value, isInView], _, onCleanup) => {
        if (isInView) onCleanup(keepRead(value));
      },
      { immediate: true },
    );
  }
  return { unread, badge: computed(() => formatBadge(unread.value)), markRead: () => chat.value.markRead() };
}
