import type { ChatClient } from '@connective-chat/core';
import { type ComputedRef, computed, type MaybeRefOrGetter, toValue } from 'vue';
import { injectClient } from './use-chat-client.ts';

/** The given client, otherwise the provided one. It takes no lease: the component that created it holds one. */
export function useGivenClient(given?: MaybeRefOrGetter<ChatClient>): ComputedRef<ChatClient> {
  const provided = given === undefined ? injectClient() : null;
  return computed(() => provided?.value ?? toValue(given as MaybeRefOrGetter<ChatClient>));
}
