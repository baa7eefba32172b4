import type { ChatClient } from '@connective-chat/core';
import { type AnnouncerOptions, createAnnouncer } from '@connective-chat/core/ui';
import { type MaybeRefOrGetter, toValue, watch } from 'vue';
import { useGivenClient } from './use-given-client.ts';

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
  { labels }: Pick<AnnouncerOptions, 'labels'> = {},
): void {
  const chat = useGivenClient(client);
  watch(
    [chat, () => toValue(element)] as const,
    ([value, target], _, onCleanup) => {
      if (target) onCleanup(createAnnouncer(value, labels ? { labels } : {}).attach(target));
    },
    { immediate: true, flush: 'post' },
  );
}
