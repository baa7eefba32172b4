import type { ChatClient } from '@connective-chat/core';
import { createAnnouncer, type Labels } from '@connective-chat/core/ui';
import { type MaybeRefOrGetter, toValue, watch } from 'vue';
import { useGivenClient } from './use-given-client.ts';

/** How `useAnnouncer()` speaks. */
export interface UseAnnouncerOptions {
  /** The words. Default English. */
  readonly labels?: MaybeRefOrGetter<Labels | undefined> | undefined;
}

/**
 * Says for screen readers what happens, through an element that is off screen and always there.
 *
 * @example
 * const announcer = useTemplateRef('announcer');
 * useAnnouncer(announcer);
 * // <div ref="announcer" v-bind="getAnnouncerProps()" />
 */
export function useAnnouncer(
  element: MaybeRefOrGetter<HTMLElement | null | undefined>,
  client?: MaybeRefOrGetter<ChatClient>,
  { labels }: UseAnnouncerOptions = {},
): void {
  const chat = useGivenClient(client);
  watch(
    [chat, () => toValue(element), () => toValue(labels)] as const,
    ([value, target, words], _, onCleanup) => {
      if (target) onCleanup(createAnnouncer(value, words ? { labels: words } : {}).attach(target));
    },
    { immediate: true, flush: 'post' },
  );
}
