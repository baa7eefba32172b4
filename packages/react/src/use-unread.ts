import type { ChatClient } from '@connective-chat/core';
import { actionsOf, formatBadge, keepRead } from '@connective-chat/core/ui';
import { useEffect } from 'react';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/** The options of `useUnread()`. */
export interface UseUnreadOptions {
  /** Whether the conversation is in view. While it is, and the page is visible, messages are marked as read. */
  readonly inView?: boolean | undefined;
}

/** The result of `useUnread()`. */
export interface UnreadResult {
  readonly unread: number;
  /** For a badge: empty, `1` to `9`, then `9+`. */
  readonly badge: string;
  readonly markRead: () => void;
}

/**
 * The number of unread messages.
 *
 * @example
 * const { badge } = useUnread({ inView: isOpen });
 */
export function useUnread({ inView = false }: UseUnreadOptions = {}, client?: ChatClient): UnreadResult {
  const chat = useProvidedClient(client);
  const unread = useReadable(() => chat.unread, [chat]);
  useEffect(() => (inView ? keepRead(chat) : undefined), [chat, inView]);
  return { unread, badge: formatBadge(unread), markRead: actionsOf(chat).markRead };
}
