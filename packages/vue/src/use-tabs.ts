import type { ChatClient } from '@connective-chat/core';
import { joinTabs, type TabsOptions } from '@connective-chat/core/tabs';
import { type MaybeRefOrGetter, type ShallowRef, shallowRef, toValue, watch } from 'vue';
import { useGivenClient } from './use-given-client.ts';

/** The options of `useTabs()`: the name that the tabs of one chat share, and the composer whose draft they share. */
export interface UseTabsOptions {
  readonly name: MaybeRefOrGetter<TabsOptions['name']>;
  readonly composer?: MaybeRefOrGetter<TabsOptions['composer']> | undefined;
}

/** The result of `useTabs()`. */
export interface TabsResult {
  /** Whether this tab plays sounds and shows notifications: exactly one of the open tabs does. */
  readonly notifies: Readonly<ShallowRef<boolean>>;
}

/**
 * Shares state with the other tabs of a chat: a draft written in one tab appears in all, messages read in one are read
 * in all.
 *
 * @example
 * const { composer } = useComposer();
 * const { notifies } = useTabs({ name: visitorKey(url, botId), composer });
 */
export function useTabs({ name, composer }: UseTabsOptions, client?: MaybeRefOrGetter<ChatClient>): TabsResult {
  const chat = useGivenClient(client);
  const notifies = shallowRef(false);
  if (typeof document !== 'undefined') {
    watch(
      // The composer is a new object for each state; its `subscribe` stays the same.
      [chat, () => toValue(name), () => toValue(composer)?.subscribe] as const,
      ([value, key], _, onCleanup) => {
        const tabs = joinTabs(value, { name: key, composer: toValue(composer) });
        const write = () => {
          notifies.value = tabs.notifies.get();
        };
        write();
        tabs.notifies.subscribe(write);
        onCleanup(tabs.leave);
      },
      { immediate: true },
    );
  }
  return { notifies };
}
