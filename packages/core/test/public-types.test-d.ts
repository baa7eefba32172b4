import {
  type Body,
  type BodyOf,
  type ChatClient,
  type ChatClientOptions,
  type ChatError,
  type ChatEvents,
  type ChatRecording,
  type ChatSnapshot,
  createChatClient,
  isChatError,
  type Message,
  type Permission,
  type ProtocolIssue,
  type Readable,
  type SendResult,
  type SequenceRule,
  type Settlement,
  type Timeouts,
} from '@connective-chat/core';
import { flightRecorder, lazyInspector, type Recording, replay, verifyRecording } from '@connective-chat/core/devtools';
import { joinTabs, type Tabs } from '@connective-chat/core/tabs';
import { createComposer } from '@connective-chat/core/ui';
import { expectTypeOf, test } from 'vitest';

const chat = {} as ChatClient;

test('two options are enough, and a wrong one is named', () => {
  expectTypeOf(createChatClient).parameters.toEqualTypeOf<[ChatClientOptions]>();
  expectTypeOf(createChatClient({ url: 'https://chat.test', botId: 1 })).toEqualTypeOf<ChatClient>();
  // @ts-expect-error botId is missing
  createChatClient({ url: 'https://chat.test' });
  // @ts-expect-error unknown version
  createChatClient({ url: 'https://chat.test', botId: 1, version: 'v3' });
  // @ts-expect-error unknown timeout
  createChatClient({ url: 'https://chat.test', botId: 1, timeouts: { lunch: 1 } });
  expectTypeOf<ChatClientOptions['timeouts']>().toEqualTypeOf<
    { readonly [K in keyof Timeouts]?: number | undefined } | undefined
  >();
});

test('everything that is read has one shape, and the type of the snapshot', () => {
  type Fields = Exclude<keyof ChatSnapshot, 'durability' | 'guarantee'>;
  expectTypeOf<Pick<ChatClient, Fields>>().toEqualTypeOf<{ readonly [K in Fields]: Readable<ChatSnapshot[K]> }>();
  expectTypeOf(chat.message('id')).toEqualTypeOf<Readable<Message | undefined>>();
  // @ts-expect-error the state is readonly
  chat.messages.get().push({});
});

test('a refusal has to be looked at before the id can be used', () => {
  const sent = chat.send('Hi');
  expectTypeOf(sent).toEqualTypeOf<SendResult>();
  // @ts-expect-error the send may have been refused
  void sent.id;
  if (sent.ok) expectTypeOf(sent.settled).toEqualTypeOf<Promise<Settlement>>();
  else expectTypeOf(sent.reason).toExtend<string>();
  const allowed: Permission = chat.can('send');
  // @ts-expect-error only a refusal has a reason
  void allowed.reason;
});

test('a body is told apart by its type', () => {
  const body = {} as Body;
  if (body.type === 'cards') expectTypeOf(body).toEqualTypeOf<BodyOf<'cards'>>();
  expectTypeOf<Body['type']>().toExtend<string>();
  // @ts-expect-error a visitor cannot send cards
  chat.send({ type: 'cards', items: [] });
});

test('a handler gets what its event tells', () => {
  chat.on('message', (message) => expectTypeOf(message).toEqualTypeOf<Message>());
  chat.on('error', (error) => expectTypeOf(error).toEqualTypeOf<ChatError>());
  chat.on('protocolError', (issue) => expectTypeOf(issue.count).toBeNumber());
  expectTypeOf<SequenceRule>().toExtend<ProtocolIssue['kind']>();
  expectTypeOf(chat.on('warning', () => {})).toEqualTypeOf<() => void>();
  expectTypeOf<keyof ChatEvents>().toExtend<string>();
  // @ts-expect-error unknown event
  chat.on('messages', () => {});
});

test('errors are known by a guard, and by a code that may grow', () => {
  const error: unknown = null;
  if (isChatError(error)) expectTypeOf(error).toEqualTypeOf<ChatError>();
  expectTypeOf<'NO_ANSWER'>().toExtend<ChatError['code']>();
  expectTypeOf<string>().toExtend<ChatError['code']>();
});

test('older messages are walked, loaded, or jumped over', () => {
  expectTypeOf(chat.olderMessages()).toEqualTypeOf<AsyncIterableIterator<readonly Message[]>>();
  expectTypeOf(chat.loadOlder()).toEqualTypeOf<Promise<boolean>>();
  expectTypeOf(chat.jumpToUnread(3)).toEqualTypeOf<Promise<string | null>>();
});

test('what developers load fits what a client takes', () => {
  const options = { url: 'https://chat.test', botId: 1, recorder: flightRecorder({ maxBytes: 65_536 }) };
  expectTypeOf(createChatClient(options).exportRecording()).toEqualTypeOf<ChatRecording | null>();
  expectTypeOf<Recording>().toExtend<ChatRecording>();
  expectTypeOf(replay).parameter(0).toBeUnknown();
  expectTypeOf(verifyRecording({})).toExtend<readonly { readonly rule: string }[]>();
  createChatClient({ url: 'https://chat.test', botId: 1, inspect: lazyInspector(async () => () => {}) });
  createChatClient({ url: 'https://chat.test', botId: 1, inspect: { next: (_: { type: string }) => {} } });
  // @ts-expect-error not an inspector
  createChatClient({ url: 'https://chat.test', botId: 1, inspect: true });
});

test('tabs take a client and its input', () => {
  expectTypeOf(joinTabs(chat, { name: 'chat', composer: createComposer(chat) })).toEqualTypeOf<Tabs>();
  // @ts-expect-error the options that name the chat are missing
  joinTabs(chat, {});
});
