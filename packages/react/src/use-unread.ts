import type { ChatClient } from '@connective-chat/core';
import { actionsOf, formatBadge, keepRead } from '@connective-chat/core/ui';
import { useEffect } from 'react';
import { useProvidedClient } from './use-provided-client.ts';
import { useReadable } from './use-readable.ts';

/** What `useUnread()` takes as having been read. */
export interface UseUnreadOptions {
  /** Whether the conversation is in view; while it is, and the page is too, messages count as read. */
  readonly inView?: boolean | undefined;
}

/** What `useUnread()` gives: how many, and as a badge shows it. */
export interface UnreadResult {
  readonly unread: number;
  /** For a badge: empty, `1` to `9`, then `9+`. */
  readonly badge: string;
  readonly markRead: () => void;
}

/**
 * How many messages the visitor has not read.
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
