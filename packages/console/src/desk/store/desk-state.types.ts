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

/** The connection to the server; `online` once `hello` was answered. */
export type Connection =
  | { readonly status: 'connecting' | 'online' }
  | { readonly status: 'waiting'; readonly retryAt: number }
  | { readonly status: 'refused'; readonly code: string; readonly message: string };

/** What is still on its way to the visitor, or did not get there. */
export interface Outgoing {
  readonly cid: string;
  readonly conversation: string;
  readonly at: number;
  readonly body: OutgoingBody;
  readonly state: 'pending' | 'uploading' | 'sent' | 'failed';
  /** Of a file on its way, from 0 to 1. */
  readonly progress?: number;
  /** Why it failed, or why it waits. */
  readonly reason?: string;
}

export type OutgoingBody =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'file' | 'image';
      readonly name: string;
      readonly size: number;
      readonly mime: string;
      /** Once the bytes are at the server. */
      readonly fileId?: string;
      readonly width?: number;
      readonly height?: number;
    };

/** An agent's answer while it is being written. */
export interface StreamedAnswer {
  readonly id: string;
  readonly text: string;
}

/** The agent's work, until it ends by itself at `until`, in ms since the epoch. */
export interface Thinking extends WireThinking {
  readonly since: number;
  readonly until: number;
}

/** A conversation that has been opened. */
export interface Talk {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly visitor: VisitorCard | null;
  /** A contiguous run of the server's log. */
  readonly messages: readonly OperatorMessage[];
  /** Whether there are older ones. */
  readonly more: boolean;
  readonly older: 'idle' | 'loading' | 'failed';
  readonly thinking: Thinking | null;
  readonly answers: readonly StreamedAnswer[];
}

/** Who types in a conversation, apart from this operator. */
export interface Typist {
  readonly by: 'visitor' | 'operator';
  readonly name: string | null;
}

export type ListName = 'all' | 'closed' | 'bot' | 'operators';

/** A list that is read page by page. */
export interface PagedList {
  readonly ids: readonly string[];
  readonly next: string | null;
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
}

export type SearchHit = Granted<'search'>['items'][number];

/** A place in the log of a conversation. */
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
  /** Whether `hello` was ever answered: what is shown before is not yet true. */
  readonly isReady: boolean;
  readonly me: Colleague | null;
  readonly colleagues: readonly Colleague[];
  readonly bots: Granted<'hello'>['bots'];
  readonly limits: Granted<'hello'>['limits'];
  readonly autoAssign: boolean;
  readonly summaries: ReadonlyMap<string, DialogSummary>;
  /** Who waits, the longest first. */
  readonly queue: readonly string[];
  /** This operator's dialogs, in the order in which they came: a row never moves under the cursor. */
  readonly mine: readonly string[];
  /** Dialogs that this operator has marked as unread, until they are opened again. */
  readonly markedUnread: ReadonlySet<string>;
  readonly lists: Readonly<Record<ListName, PagedList>>;
  readonly search: SearchState;
  /** The dialog in the middle. */
  readonly selected: string | null;
  /** A message that was looked for: its dialog is shown where it stands. */
  readonly found: FoundMessage | null;
  readonly talks: ReadonlyMap<string, Talk>;
  readonly typists: ReadonlyMap<string, Typist>;
  readonly outgoing: ReadonlyMap<string, readonly Outgoing[]>;
  readonly canned: readonly CannedAnswer[];
}
