import type { ChatClient } from '@connective-chat/core';
import { joinTabs, type TabsOptions } from '@connective-chat/core/tabs';
import { useEffect, useState } from 'react';
import { useProvidedClient } from './use-provided-client.ts';

/** What `useTabs()` takes: which tabs belong together, and the composer whose draft they share. */
export type UseTabsOptions = Pick<TabsOptions, 'name' | 'composer'>;

/** What `useTabs()` gives. */
export interface TabsResult {
  /** Whether this is the tab that plays sounds and shows notifications: one of all that are open. */
  readonly notifies: boolean;
}

/**
 * Joins the other tabs of a chat: a draft written in one appears in all, messages read in one are read in all.
 *
 * @example
 * const { composer } = useComposer();
 * const { notifies } = useTabs({ name: visitorKey(url, botId), composer });
 */
export function useTabs({ name, composer }: UseTabsOptions, client?: ChatClient): TabsResult {
  const chat = useProvidedClient(client);
  const [notifies, setNotifies] = useState(false);
  // The composer is a new object for each state; its `subscribe` stays the same.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
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
