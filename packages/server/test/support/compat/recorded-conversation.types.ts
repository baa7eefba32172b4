import type { ChatClientOptions } from '@connective-chat/core';

/** One entry of a conversation. */
export type RecordedFrame =
  /** An action of the visitor or the page: a method of the client, with its arguments. */
  | { readonly call: string; readonly args: readonly unknown[] }
  /** An event outside of the client: an operator, another tab, an upload. */
  | { readonly world: string; readonly args: readonly unknown[] }
  /** A request of the client; its answer has the same number. */
  | { readonly request: string; readonly number: number; readonly payload: unknown }
  | { readonly answer: number; readonly payload: unknown }
  /** A frame of the client without an answer. */
  | { readonly notify: string; readonly payload: unknown }
  /** A frame of the server. */
  | { readonly push: string; readonly payload: unknown };

/** A message as the client showed it. */
export interface ShownMessage {
  readonly from: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly delivery: string;
}

/** A conversation of one release: every frame in both directions, and what the client showed at the end. */
export interface RecordedConversation {
  readonly release: string;
  readonly version: NonNullable<ChatClientOptions['version']>;
  readonly namespace: string;
  readonly auth: Readonly<Record<string, unknown>>;
  readonly frames: readonly RecordedFrame[];
  readonly shown: readonly ShownMessage[];
}
