import type { Readable } from '@connective-chat/core';
import { useSyncExternalStore } from 'react';
import { useHeld } from './use-held.ts';

function bind<T>(readable: Readable<T>) {
  const first = readable.get();
  return {
    subscribe: (listener: () => void) => readable.subscribe(listener),
    get: () => readable.get(),
    getFirst: () => first,
  };
}

/**
 * The value of a readable; the component renders when it changes.
 *
 * @param select called again only when a key changes, so it may create a new readable each time
 */
export function useReadable<T>(select: () => Readable<T>, keys: readonly unknown[]): T {
  const { subscribe, get, getFirst } = useHeld(() => bind(select()), keys);
  return useSyncExternalStore(subscribe, get, getFirst);
}
