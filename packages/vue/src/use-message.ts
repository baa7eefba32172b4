import type { ChatClient, Message } from '@connective-chat/core';
import { type MaybeRefOrGetter, type ShallowRef, toValue } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

/**
 * One message by its id. When the message changes, only this component renders, so a list of ids with a component for
 * each row stays fast with ten thousand messages.
 *
 * @example
 * const props = defineProps<{ id: string }>();
 * const message = useMessage(() => props.id);
 */
export function useMessage(
  id: MaybeRefOrGetter<string>,
  client?: MaybeRefOrGetter<ChatClient>,
): Readonly<ShallowRef<Message | undefined>> {
  const chat = useGivenClient(client);
  return useReadable(() => chat.value.message(toValue(id)));
}
