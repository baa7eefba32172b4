import type { ChatError } from '../errors.ts';
import type { Dialog } from '../protocol/entities.ts';
import type { Timeouts } from './timeouts.ts';

/** What the machine is given once. */
export interface MachineInput {
  readonly timeouts: Timeouts;
  readonly now: () => number;
  readonly random: () => number;
}

/** The thinking in force. */
export interface ThinkingContext {
  readonly rev: number;
  readonly text: string;
  readonly stage: string | null;
  readonly since: number;
  readonly until: number;
}

/** Small on purpose: messages live in the store, rows in the outbox. */
export interface MachineContext extends MachineInput {
  /** Attempts since the connection last stood for a while. */
  attempt: number;
  /** When the last attempt began. */
  attemptedAt: number;
  /** The time of the next attempt, while waiting. */
  retryAt: number | null;
  /** The least that the next wait may be, as the server asked. */
  retryFloor: number;
  /** Why the connection is not there. */
  error: ChatError | null;
  /** The first transport of the next attempt. */
  startWith: 'websocket' | 'polling';
  /** Whether this connection already asked the token provider again. */
  tokenRetried: boolean;
  /** Whether it was online since the lease was taken. */
  wasOnline: boolean;
  thinking: ThinkingContext | null;
  dialog: Dialog;
  /** The number of consecutive failures to load missed messages. */
  gapFailures: number;
  hasOlder: boolean;
  historyError: ChatError | null;
  /** Why the outbox pauses, as the server's code, and until when. */
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
      readonly text: string;
      readonly stage: string | null;
      readonly ttlMs: number | null;
    }
  | { readonly type: 'thinking.ended' }
  | { readonly type: 'dialog.changed'; readonly dialog: Dialog }
  | { readonly type: 'outbox.filled' }
  | { readonly type: 'outbox.emptied' }
  | { readonly type: 'outbox.deferred'; readonly code: string; readonly retryAfterMs: number | null }
  | { readonly type: 'identity.changed' };
