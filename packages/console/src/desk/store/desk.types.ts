import type { OperatorRequest } from '@connective-chat/contracts/operator';
import type { BodyOf, Platform } from '@connective-chat/core';
import type { StoreApi } from 'zustand/vanilla';
import type { DeskEvent } from './desk-events.types.ts';
import type { DeskState, FoundMessage, ListName } from './desk-state.types.ts';
import type { DeskStorage, ListedStorage } from './desk-storage.ts';

export interface DeskOptions {
  /** The server's origin, e.g. `location.origin`. */
  readonly url: string;
  /** The token from `POST /api/auth/login`. */
  readonly token: string;
  /** The storage for drafts and unconfirmed sends; `null` if it is forbidden: then a reload loses them. */
  readonly storage: ListedStorage | null;
  /** What the desk takes from its environment: clock, connections, locks. Default: the browser's. */
  readonly platform?: Partial<Platform>;
}

/** The result of an action. A refusal is also emitted as an event. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly code: string };

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** The operator's side of all conversations, without a UI: the state and the actions. */
export interface Desk {
  readonly store: StoreApi<DeskState>;
  onEvent(listener: (event: DeskEvent) => void): () => void;
  start(): void;
  /** Call this when the network is back or the tab becomes visible. */
  wake(): void;
  stop(): void;
  /** Drafts, unconfirmed sends and preferences in this browser; available once the operator is known. */
  storage(): DeskStorage;
  select(conversation: string | null): void;
  /** Scrolls the conversation to a message; `null` returns to the newest one. */
  reveal(found: FoundMessage | null): void;
  /** Loads a conversation again after a failure. */
  reopen(conversation: string): void;
  take(conversation: string): Promise<Outcome>;
  transfer(conversation: string, to: OperatorRequest<'transfer'>['to']): Promise<Outcome>;
  close(conversation: string): Promise<Outcome>;
  ban(conversation: string, reason?: string): Promise<Outcome>;
  unban(conversation: string): Promise<Outcome>;
  /** Refuses all connections from the visitor's address. */
  blockAddress(conversation: string): Promise<Outcome>;
  /** Corrects the text of a message that an operator has sent. */
  editMessage(conversation: string, messageId: string, body: BodyOf<'text'>): Promise<Outcome>;
  eraseMessage(conversation: string, messageId: string): Promise<Outcome>;
  setPresence(presence: 'online' | 'away'): Promise<Outcome>;
  sendText(conversation: string, text: string): void;
  /** Sends a file; `size` is that of an image, once it is measured. Files are sent in the order of the calls. */
  sendFile(conversation: string, file: File, size?: Promise<PixelSize | undefined>): void;
  retry(cid: string): void;
  discard(cid: string): void;
  /** Call with `true` for each keystroke in the composer, and with `false` when it is emptied or left. */
  type(conversation: string, on: boolean): void;
  /** Call this when the end of the dialog is in view. */
  markRead(conversation: string): void;
  /** Marks a dialog as unread for this operator until it is opened again. The visitor is not told. */
  markUnread(conversation: string): void;
  loadOlder(conversation: string): void;
  loadList(name: ListName, more?: boolean): Promise<void>;
  find(query: string, more?: boolean): Promise<void>;
  saveCanned(answer: OperatorRequest<'canned_save'>): Promise<Outcome>;
  deleteCanned(id: string): Promise<Outcome>;
}
