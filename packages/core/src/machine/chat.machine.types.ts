import type { ChatError } from '../errors.ts';
import type { Dialog } from '../protocol/entities.ts';
import type { WireOverdue } from '../protocol/overdue.ts';
import type { ThinkingStep } from '../protocol/thinking-steps.ts';
import type { Timeouts } from './timeouts.ts';

/** The input of the machine. */
export interface MachineInput {
  readonly timeouts: Timeouts;
  readonly now: () => number;
  readonly random: () => number;
}

/** The current thinking. */
export interface ThinkingContext {
  readonly rev: number;
  /** The turn of this thinking; 0 if the protocol does not tell it. */
  readonly turn: number;
  readonly text: string;
  readonly stage: string | null;
  readonly steps: readonly ThinkingStep[];
  readonly since: number;
  readonly until: number;
  /** What is shown after the deadline. */
  readonly overdue: WireOverdue;
}

/** The work that a machine decides about, for a client to do. */
export interface MachineWork {
  /** Sends `hello`, applies its answer to the store, and resolves to its result. */
  hello(timeoutMs: number, signal: AbortSignal): Promise<Resumed>;
  /** Loads the page before the oldest message. Resolves to whether there are more. */
  loadOlder(): Promise<boolean>;
  /** Loads one page of missing messages. Resolves to whether more are missing. */
  fillGap(): Promise<boolean>;
  /** Asks the server to stop a turn, and applies the answer. */
  stopTurn(turn: number): Promise<void>;
  openLink(startWith: 'websocket' | 'polling'): void;
  closeLink(): void;
  drain(): void;
  /** Applies events that arrived during `hello`. */
  release(): void;
  announceTimeout(text: string): void;
  reportError(error: ChatError): void;
}

/** The work of a machine that owns a connection and no conversation. */
export type ConnectionWork = Pick<MachineWork, 'hello' | 'openLink' | 'closeLink' | 'release'>;

/** Small on purpose: messages are in the store, unsent ones in the outbox. */
export interface MachineContext extends MachineInput {
  /** Attempts since the connection was last stable. */
  attempt: number;
  /** When the last attempt started. */
  attemptedAt: number;
  /** The time of the next attempt, while waiting. */
  retryAt: number | null;
  /** The minimum delay before the next attempt, as requested by the server. */
  retryFloor: number;
  /** Why the client is not connected. */
  error: ChatError | null;
  /** The transport that the next attempt tries first. */
  startWith: 'websocket' | 'polling';
  /** Whether the token provider was already asked again after a refusal. */
  tokenRetried: boolean;
  /** Whether the client has been online since the lease was taken. */
  wasOnline: boolean;
  thinking: ThinkingContext | null;
  /** The thinking whose deadline has passed. */
  overdue: ThinkingContext | null;
  /** The last turn whose deadline has passed and for which the visitor has then written something else. */
  leftTurn: number | null;
  dialog: Dialog;
  /** The number of consecutive failures to load missed messages. */
  gapFailures: number;
  hasOlder: boolean;
  historyError: ChatError | null;
  /** Why the outbox is paused (the server's code), and until when. */
  pausedFor: string | null;
  pausedUntil: number | null;
}

/** The result of `hello` that the machine applies once it is online. */
export type Resumed = readonly MachineEvent[];

export type MachineEvent =
  | { readonly type: 'lease.acquired' }
  | { readonly type: 'lease.released' }
  | { readonly type: 'link.opened' }
  | { readonly type: 'link.closed'; readonly error: ChatError }
  | { readonly type: 'resume.required' }
  | { readonly type: 'link.doubted' }
  | { readonly type: 'connect.now' }
  | { readonly type: 'page.suspended' }
  | { readonly type: 'page.resumed' }
  | { readonly type: 'network.returned' }
  | { readonly type: 'older.requested' }
  | { readonly type: 'history.loaded'; readonly hasOlder: boolean }
  | { readonly type: 'gap.found' }
  | {
      readonly type: 'thinking.started';
      readonly rev: number;
      readonly turn: number;
      readonly text: string;
      readonly stage: string | null;
      readonly steps: readonly ThinkingStep[];
      /** For how long the turn has already been worked on, in ms. */
      readonly elapsedMs: number;
      /** 0 if the deadline has passed already. */
      readonly ttlMs: number | null;
      readonly overdue: WireOverdue;
    }
  | { readonly type: 'thinking.ended' }
  | { readonly type: 'stop.requested' }
  | { readonly type: 'wait.requested' }
  | { readonly type: 'dialog.changed'; readonly dialog: Dialog }
  | { readonly type: 'outbox.filled' }
  | { readonly type: 'outbox.emptied' }
  | { readonly type: 'outbox.deferred'; readonly code: string; readonly retryAfterMs: number | null }
  | { readonly type: 'identity.changed' };
