import type { Readable } from '@connective-chat/core';
import { Subscribers } from '@connective-chat/core/ui';

/** A writable value of the widget with the interface of the client's readables. */
export interface Cell<T> extends Readable<T> {
  set(value: T): void;
}

export function createCell<T>(initial: T): Cell<T> {
  let value = initial;
  const subscribers = new Subscribers<T>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      subscribers.notify(() => value);
    },
    subscribe: (listener) => subscribers.add(listener),
  };
}
