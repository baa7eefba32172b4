import type { Readable } from '@connective-chat/core';
import { useSyncExternalStore } from 'react';
import { useHeld } from './use-held.ts';

const bind = <T>(readable: Readable<T>) => {
  const first = readable.get();
  return {
    subscribe: (listener: () => void) => readable.subscribe(listener),
    get: () => readable.get(),
    getFirst: () => first,
  };
};

/** The value of a readable, and a render when it is another one. */
export function useReadable<T>(readable: Readable<T>): T {
  const { subscribe, get, getFirst } = useHeld(readable, bind<T>);
  return useSyncExternalStore(subscribe, get, getFirst);
}
