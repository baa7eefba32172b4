import type { OperatorRequest } from '@connective-chat/contracts/operator';
import type { BodyOf, Platform } from '@connective-chat/core';
import type { StoreApi } from 'zustand/vanilla';
import type { DeskEvent } from './desk-events.types.ts';
import type { DeskState, FoundMessage, ListName } from './desk-state.types.ts';
import type { DeskStorage, ListedStorage } from './desk-storage.ts';

export interface DeskOptions {
  /** The server's origin, e.g. `location.origin`. */
  readonly url: string;
  /** Of `POST /api/auth/login`. */
  readonly token: string;
  /** Drafts and unconfirmed sends of this browser; `null` where storage is forbidden: then a reload forgets them. */
  readonly storage: ListedStorage | null;
  /** What the desk takes from its surroundings: clock, connections, locks. Default: the browser's. */
  readonly platform?: Partial<Platform>;
}

/** How an action ended. A refusal has been told as an event as well. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly code: string };

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** The operator's side of all conversations, without any UI: what there is to see, and what can be done. */
export interface Desk {
  readonly store: StoreApi<DeskState>;
  onEvent(listener: (event: DeskEvent) => void): () => void;
  start(): void;
  /** The network is back, or the tab is looked at again. */
  wake(): void;
  stop(): void;
  /** Drafts, unconfirmed sends and preferences in this browser, once the operator is known. */
  storage(): DeskStorage;
  select(conversation: string | null): void;
  /** Leads to a message, once its conversation is in view; `null`: to the newest one again. */
  reveal(found: FoundMessage | null): void;
  /** Tries again what could not be loaded. */
  reopen(conversation: string): void;
  take(conversation: string): Promise<Outcome>;
  transfer(conversation: string, to: OperatorRequest<'transfer'>['to']): Promise<Outcome>;
  close(conversation: string): Promise<Outcome>;
  ban(conversation: string, reason?: string): Promise<Outcome>;
  unban(conversation: string): Promise<Outcome>;
  /** Refuses everybody who connects from the visitor's address. */
  blockAddress(conversation: string): Promise<Outcome>;
  /** Corrects the text of a message that an operator has sent. */
  editMessage(conversation: string, messageId: string, body: BodyOf<'text'>): Promise<Outcome>;
  eraseMessage(conversation: string, messageId: string): Promise<Outcome>;
  setPresence(presence: 'online' | 'away'): Promise<Outcome>;
  sendText(conversation: string, text: string): void;
  /** `size`: of a picture, once it is measured. Files are sent in the order of these calls. */
  sendFile(conversation: string, file: File, size?: Promise<PixelSize | undefined>): void;
  retry(cid: string): void;
  discard(cid: string): void;
  /** A key was struck in the composer; `false`: it is empty or left. */
  type(conversation: string, on: boolean): void;
  /** The end of this dialog is in view. */
  markRead(conversation: string): void;
  /** Shows it as unread to this operator until it is opened again; what the visitor was told stays. */
  markUnread(conversation: string): void;
  loadOlder(conversation: string): void;
  loadList(name: ListName, more?: boolean): Promise<void>;
  find(query: string, more?: boolean): Promise<void>;
  saveCanned(answer: OperatorRequest<'canned_save'>): Promise<Outcome>;
  deleteCanned(id: string): Promise<Outcome>;
}
