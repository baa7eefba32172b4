import type { ChatClient, Message, SendResult, Thinking } from '@connective-chat/core';
import { useChatSelector, useComposer, useConnectiveChat, useMessage } from '@connective-chat/vue';
import { expectTypeOf, test } from 'vitest';
import { type ComputedRef, computed, type Ref, ref, type ShallowRef } from 'vue';

const options = { url: 'https://chat.test', botId: 1 } as const;

test('a chat has typed refs and calls', () => {
  const chat = useConnectiveChat(options);
  expectTypeOf(chat.messages).toEqualTypeOf<Readonly<ShallowRef<readonly Message[]>>>();
  expectTypeOf(chat.thinking.value).toEqualTypeOf<Thinking | null>();
  expectTypeOf(chat.client.value).toEqualTypeOf<ChatClient>();
  expectTypeOf(chat.send('Hi')).toEqualTypeOf<SendResult>();
  // @ts-expect-error the refs are readonly
  chat.unread.value = 0;
});

test('a source is options or a client, plain, as a ref or as a getter', () => {
  const { client } = useConnectiveChat(options);
  useConnectiveChat(client);
  useConnectiveChat(client.value);
  useConnectiveChat(ref(options));
  useConnectiveChat(() => options);
  useConnectiveChat(computed(() => options));
});

test('a body is narrowed by its type', () => {
  const body = useMessage(ref('a')).value?.body;
  if (body?.type === 'cards') expectTypeOf(body.items[0]?.title).toEqualTypeOf<string | undefined>();
  // @ts-expect-error the body may not be a text
  body?.text;
});

test('wrong options do not compile', () => {
  // @ts-expect-error botId is missing
  useConnectiveChat({ url: 'https://chat.test' });
  // @ts-expect-error unknown version
  useConnectiveChat({ ...options, version: 'v3' });
});

test('a draft is for v-model, a selector gives its own type', () => {
  expectTypeOf(useComposer().draft).toExtend<Ref<string>>();
  const { client } = useConnectiveChat(options);
  expectTypeOf(useChatSelector(({ messages }) => messages.length, Object.is, client)).toEqualTypeOf<
    ComputedRef<number>
  >();
});
