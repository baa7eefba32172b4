import type { ChatRecording } from '../client/chat-client.types.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';

/** Identifies a recording, so that another JSON file is not read as one. */
export const RECORDING_FORMAT = 'connective-chat/recording';
/** The version that this library writes and reads. */
export const RECORDING_VERSION = 1;

/** An error without its message, which may contain personal data. */
export interface RecordedError {
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
}

/** A push of the server, redacted: its name and its data. */
export interface RecordedPush {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The answer to a request, as the dialect read it. */
export type RecordedAnswer =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly issue: ProtocolIssue };

/** The inputs of a client by kind. */
export type RecordedInput =
  /** The host called a method; `ok` is the result of a call that sends. */
  | { readonly is: 'call'; readonly name: string; readonly args: readonly unknown[]; ok?: boolean | undefined }
  /** The nth timer of the client fired. */
  | { readonly is: 'timer'; readonly n: number }
  /** The page was hidden, shown, or came online. */
  | { readonly is: 'page'; readonly event: string }
  /** A connection asked for its handshake. */
  | { readonly is: 'auth'; readonly link: number }
  | { readonly is: 'open'; readonly link: number }
  | { readonly is: 'close'; readonly link: number; readonly error: RecordedError }
  | { readonly is: 'push'; readonly link: number; readonly events: readonly RecordedPush[] }
  | { readonly is: 'issue'; readonly link: number; readonly issue: ProtocolIssue }
  /** A pending operation ended: an answer, a read from the storage, a released lock. */
  | { readonly is: 'done'; readonly op: string; readonly value?: unknown }
  | { readonly is: 'failed'; readonly op: string; readonly error: RecordedError }
  /** A lock was granted. */
  | { readonly is: 'grant'; readonly op: string }
  | { readonly is: 'progress'; readonly op: string; readonly value: number }
  /** A value from the environment: an id, a random number, whether a visitor was stored. */
  | { readonly is: 'id'; readonly value: string }
  | { readonly is: 'random'; readonly value: number }
  | { readonly is: 'stored'; readonly known: boolean };

/** One input, its time, and whether it arrived before the effects of the previous one had settled. */
export type RecordedEntry = RecordedInput & {
  /** Milliseconds since `startedAt`. */
  readonly at: number;
  readonly with?: true | undefined;
};

/** The start of a recording whose first entries were dropped: an idle state, as a `hello` would report it. */
export interface Keyframe {
  /** The answer to `hello` that brings a new client to this state. */
  readonly hello: Readonly<Record<string, unknown>>;
  /** The newest revision of ended thinking; -1 if there was none. */
  readonly thinkingRev: number;
  /** The failed sends in the outbox. */
  readonly outbox: readonly Readonly<Record<string, unknown>>[];
  /** The active leases, numbered in the order in which they were taken. */
  readonly leases: readonly number[];
  readonly open: boolean;
  /** When the last frame of the server arrived, in ms since `startedAt`. */
  readonly heardAt: number;
  /** The counters at this moment, so that the numbering of later entries continues. */
  readonly counted: {
    readonly timers: number;
    readonly links: number;
    readonly leases: number;
    readonly ops: Readonly<Record<string, number>>;
  };
}

/**
 * All inputs of one client in order and without texts: plain data, ready for `JSON.stringify`. `replay()` plays it;
 * `verifyRecording()` checks the server's frames against the protocol.
 */
export interface Recording extends ChatRecording {
  readonly format: typeof RECORDING_FORMAT;
  readonly version: typeof RECORDING_VERSION;
  /** The client's clock at the first entry, in ms since the epoch. */
  readonly startedAt: number;
  /** Milliseconds from `startedAt` to the export. */
  readonly duration: number;
  readonly client: {
    readonly dialect: string;
    readonly guarantee: 'at-least-once-deduped' | 'at-most-once';
    readonly open: boolean;
    readonly whileThinking?: 'block' | 'queue' | undefined;
    readonly durability: 'persistent' | 'memory';
    /** The timeouts of the client, in ms. */
    readonly timeouts: Readonly<Record<string, number>>;
  };
  /** `null` if the recording starts with the creation of the client. */
  readonly keyframe: Keyframe | null;
  /** How many entries before the first one were dropped because of the size limit. */
  readonly dropped: number;
  /** How many entries after the last one were dropped because of the size limit; a replay ends before them. */
  readonly missed: number;
  readonly entries: readonly RecordedEntry[];
}
