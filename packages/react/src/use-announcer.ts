import type { ChatClient } from '@connective-chat/core';
import { type AnnouncerOptions, createAnnouncer } from '@connective-chat/core/ui';
import { type RefObject, useEffect } from 'react';
import { useProvidedClient } from './use-provided-client.ts';

/**
 * Says for screen readers what happens, through an element that is off screen and always there.
 *
 * @example
 * const announcer = useRef<HTMLDivElement>(null);
 * useAnnouncer(announcer);
 * return <div ref={announcer} {...getAnnouncerProps()} />;
 */
export function useAnnouncer(
  ref: RefObject<HTMLElement | null>,
  client?: ChatClient,
  { labels }: Pick<AnnouncerOptions, 'labels'> = {},
): void {
  const chat = useProvidedClient(client);
  useEffect(() => {
    if (!ref.current) return undefined;
    return createAnnouncer(chat, labels ? { labels } : {}).attach(ref.current);
  }, [chat, labels, ref]);
}
