import type { ChatClient } from '@connective-chat/core';
import { createAnnouncer, type Texts } from '@connective-chat/core/ui';
import { type MaybeRefOrGetter, toValue, watch } from 'vue';
import { useGivenClient } from './use-given-client.ts';

/** The options of `useAnnouncer()`. */
export interface UseAnnouncerOptions {
  /** The strings of the interface. Default: English. */
  readonly texts?: MaybeRefOrGetter<Texts | undefined> | undefined;
}

/**
 * Announces the events of a chat to screen readers, through a visually hidden element that is always rendered.
 *
 * @example
 * const announcer = useTemplateRef('announcer');
 * useAnnouncer(announcer);
 * // <div ref="announcer" v-bind="getAnnouncerProps()" />
 */
export function useAnnouncer(
  element: MaybeRefOrGetter<HTMLElement | null | undefined>,
  { texts }: UseAnnouncerOptions = {},
  client?: MaybeRefOrGetter<ChatClient>,
): void {
  const chat = useGivenClient(client);
  watch(
    [chat, () => toValue(element), () => toValue(texts)] as const,
    ([value, target, current], _, onCleanup) => {
      if (target) onCleanup(createAnnouncer(value, { texts: current }).attach(target));
    },
    { immediate: true, flush: 'post' },
  );
}
