import type { ChatClient } from '@connective-chat/core';
import { joinTabs, type TabsOptions } from '@connective-chat/core/tabs';
import { useEffect, useState } from 'react';
import { useProvidedClient } from './use-provided-client.ts';

/** The options of `useTabs()`: the name that the tabs of one chat share, and the composer whose draft they share. */
export type UseTabsOptions = Pick<TabsOptions, 'name' | 'composer'>;

/** The result of `useTabs()`. */
export interface TabsResult {
  /** Whether this tab plays sounds and shows notifications: exactly one of the open tabs does. */
  readonly notifies: boolean;
}

/**
 * Shares state with the other tabs of a chat: a draft written in one tab appears in all, messages read in one are read
 * in all.
 *
 * @example
 * const { composer } = useComposer();
 * const { notifies } = useTabs({ name: visitorKey(url, botId), composer });
 */
export function useTabs({ name, composer }: UseTabsOptions, client?: ChatClient): TabsResult {
  const chat = useProvidedClient(client);
  const [notifies, setNotifies] = useState(false);
  // The composer is a new object for each state; its `subscribe` stays the same.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const tabs = joinTabs(chat, { name, composer });
    const stop = tabs.notifies.subscribe(setNotifies);
    setNotifies(tabs.notifies.get());
    return () => {
      tabs.leave();
      stop();
    };
  }, [chat, name, composer?.subscribe]);
  return { notifies };
}
