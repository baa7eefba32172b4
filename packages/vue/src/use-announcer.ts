import type { ChatClient } from '@connective-chat/core';
import { createAnnouncer, type Texts } from '@connective-chat/core/ui';
import { type MaybeRefOrGetter, toValue, watch } from 'vue';
import { useGivenClient } from './use-given-client.ts';

/** How `useAnnouncer()` speaks. */
export interface UseAnnouncerOptions {
  /** The strings of the interface. Default English. */
  readonly texts?: MaybeRefOrGetter<Texts | undefined> | undefined;
}

/**
 * Tells screen readers what happens, through an element that is off screen and always there.
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
