import type { ChatClient, ChatClientOptions, ChatSnapshot } from '@connective-chat/core';
import {
  type ChatState,
  type InitialOption,
  type LiveOption,
  type RestartingOption,
  readState,
} from '@connective-chat/core/ui';
import { expectTypeOf, test } from 'vitest';

test('the state of a binding has every field of the snapshot, and two more', () => {
  expectTypeOf<keyof ChatState>().toEqualTypeOf<keyof ChatSnapshot | 'hasOlder' | 'isLoadingOlder'>();
  expectTypeOf<ChatState>().toExtend<ChatSnapshot>();
});

test('a field is read with its type', () => {
  const client = {} as ChatClient;
  expectTypeOf(readState(client, 'unread')).toEqualTypeOf<number>();
  expectTypeOf(readState(client, 'thinking')).toEqualTypeOf<ChatSnapshot['thinking']>();
  expectTypeOf(readState(client, 'hasOlder')).toEqualTypeOf<boolean>();
  // @ts-expect-error unknown field
  readState(client, 'message');
});

test('every option either restarts, is followed, or counts at the beginning', () => {
  expectTypeOf<RestartingOption | LiveOption | InitialOption>().toEqualTypeOf<keyof ChatClientOptions>();
  expectTypeOf<RestartingOption & LiveOption>().toBeNever();
});
