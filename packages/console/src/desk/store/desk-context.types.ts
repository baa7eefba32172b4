import type { Clock } from '@connective-chat/core';
import type { StoreApi } from 'zustand/vanilla';
import type { DeskState } from './desk-state.types.ts';
import type { DeskStorage } from './desk-storage.ts';
import type { OperatorLink } from './operator-link.ts';

/** What the parts of the desk share. */
export interface DeskContext {
  readonly store: StoreApi<DeskState>;
  readonly link: Pick<OperatorLink, 'request' | 'renew'>;
  readonly clock: Clock;
  /** Known once `hello` was answered: drafts and sends belong to one operator. */
  storage(): DeskStorage;
}
