import type { Clock } from '@connective-chat/core';
import type { ConnectionClient } from '@connective-chat/core/engine';
import type { StoreApi } from 'zustand/vanilla';
import type { DeskState } from './desk-state.types.ts';
import type { DeskStorage } from './desk-storage.ts';
import type { OperatorPushEvent, OperatorRequests } from './operator-protocol.ts';

/** What all parts of the desk share. */
export interface DeskContext {
  readonly store: StoreApi<DeskState>;
  readonly connection: ConnectionClient<OperatorRequests, OperatorPushEvent>;
  readonly clock: Clock;
  /** Available once `hello` was answered, because drafts and sends belong to one operator. */
  storage(): DeskStorage;
}
