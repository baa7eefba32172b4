import type { Readable } from '@connective-chat/core';
import { type ShallowRef, shallowRef, watch } from 'vue';

/** The value of a readable, which may be replaced by another readable. */
export function useReadable<T>(source: () => Readable<T>): Readonly<ShallowRef<T>> {
  const value = shallowRef(source().get()) as ShallowRef<T>;
  watch(
    source,
    (readable, _, onCleanup) => {
      value.value = readable.get();
      onCleanup(
        readable.subscribe((next) => {
          value.value = next;
        }),
      );
    },
    { immediate: true, flush: 'sync' },
  );
  return value;
}
