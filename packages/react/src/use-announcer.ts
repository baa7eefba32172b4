import type { ChatClient } from '@connective-chat/core';
import { createAnnouncer, type Texts } from '@connective-chat/core/ui';
import { useEffect } from 'react';
import type { ElementRef } from './element-ref.types.ts';
import { useProvidedClient } from './use-provided-client.ts';

/** The options of `useAnnouncer()`. */
export interface UseAnnouncerOptions {
  /** The strings of the interface. Default: English. */
  readonly texts?: Texts | undefined;
}

/**
 * Announces the events of a chat to screen readers, through a visually hidden element that is always rendered.
 *
 * @example
 * const announcer = useRef<HTMLDivElement>(null);
 * useAnnouncer(announcer);
 * return <div ref={announcer} {...getAnnouncerProps()} />;
 */
export function useAnnouncer(
  ref: ElementRef<HTMLElement>,
  { texts }: UseAnnouncerOptions = {},
  client?: ChatClient,
): void {
  const chat = useProvidedClient(client);
  useEffect(() => {
    if (!ref.current) return undefined;
    return createAnnouncer(chat, { texts }).attach(ref.current);
  }, [chat, texts, ref]);
}
