import type { ChatClient, Message } from '@connective-chat/core';
import { type MaybeRefOrGetter, type ShallowRef, toValue } from 'vue';
import { useGivenClient } from './use-given-client.ts';
import { useReadable } from './use-readable.ts';

/**
 * One message by its id. Only this component renders when that message changes: a list of ids with
 * a row each stays quick with ten thousand of them.
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
