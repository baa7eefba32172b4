import type {
  CannedAnswer,
  Colleague,
  DialogSummary,
  OperatorMessage,
  VisitorCard,
} from '@connective-chat/contracts/operator';
import type { Params, WireThinking } from '@connective-chat/core/protocol';
import type { Granted } from './operator-protocol.ts';

export type { CannedAnswer, Colleague, DialogSummary, OperatorMessage, Params, VisitorCard };

/** The connection to the server; `online` once `hello` has been answered. */
export type Connection =
  | { readonly status: 'connecting' | 'online' }
  | { readonly status: 'waiting'; readonly retryAt: number }
  | { readonly status: 'refused'; readonly code: string };

/** A message that is being sent, or has failed. */
export interface Outgoing {
  readonly cid: string;
  readonly conversation: string;
  readonly at: number;
  readonly body: OutgoingBody;
  readonly state: 'pending' | 'uploading' | 'sent' | 'failed';
  /** The sent fraction of a file, from 0 to 1. */
  readonly progress?: number;
  /** The code of the reason why it failed or waits; empty if there is none. */
  readonly reason?: string;
}

export type OutgoingBody =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'file' | 'image';
      readonly name: string;
      readonly size: number;
      readonly mime: string;
      /** Set once the file is uploaded. */
      readonly fileId?: string;
      readonly width?: number;
      readonly height?: number;
    };

/** An agent's answer while it is being streamed. */
export interface StreamedAnswer {
  /** The id that its message will have. */
  readonly id: string;
  /** When its first part arrived, in ISO 8601. */
  readonly at: string;
  readonly text: string;
}

/** The agent's work, which ends at `until` at the latest, in ms since the epoch. */
export interface Thinking extends WireThinking {
  readonly since: number;
  readonly until: number;
}

/** An open conversation. */
export interface Talk {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly visitor: VisitorCard | null;
  /** A contiguous run of the server's log. */
  readonly messages: readonly OperatorMessage[];
  /** Whether there are older ones. */
  readonly more: boolean;
  readonly older: 'idle' | 'loading' | 'failed';
  readonly thinking: Thinking | null;
  /** Those whose message is not among the messages yet. */
  readonly answers: readonly StreamedAnswer[];
}

/** Another person who is typing in a conversation. */
export interface Typist {
  readonly by: 'visitor' | 'operator';
  readonly name: string | null;
}

export type ListName = 'all' | 'closed' | 'bot' | 'operators' | 'test';

/** A list that is loaded page by page. */
export interface PagedList {
  readonly ids: readonly string[];
  readonly next: string | null;
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
}

export type SearchHit = Granted<'search'>['items'][number];

/** A position in the log of a conversation. */
export interface FoundMessage {
  readonly conversation: string;
  readonly seq: number;
}

export interface SearchState {
  readonly query: string;
  readonly hits: readonly SearchHit[];
  readonly next: string | null;
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
}

export interface DeskState {
  readonly connection: Connection;
  /** Whether `hello` was answered; before that the state may be outdated. */
  readonly isReady: boolean;
  readonly me: Colleague | null;
  readonly colleagues: readonly Colleague[];
  readonly bots: Granted<'hello'>['bots'];
  readonly limits: Granted<'hello'>['limits'];
  readonly autoAssign: boolean;
  readonly summaries: ReadonlyMap<string, DialogSummary>;
  /** The waiting dialogs, longest waiting first. */
  readonly queue: readonly string[];
  /** This operator's dialogs in the order in which they were assigned, so that rows do not move under the pointer. */
  readonly mine: readonly string[];
  /** Dialogs that this operator has marked as unread and not opened since. */
  readonly markedUnread: ReadonlySet<string>;
  readonly lists: Readonly<Record<ListName, PagedList>>;
  readonly search: SearchState;
  /** The dialog in view. */
  readonly selected: string | null;
  /** A message found by the search, to which its dialog scrolls. */
  readonly found: FoundMessage | null;
  readonly talks: ReadonlyMap<string, Talk>;
  readonly typists: ReadonlyMap<string, Typist>;
  readonly outgoing: ReadonlyMap<string, readonly Outgoing[]>;
  readonly canned: readonly CannedAnswer[];
}
