import type { Source } from './schema.ts';

/* What an agent with tools has done so far: stored with its turn, and read when the turn is resumed. */

/** The result of a finished call. */
export interface StoredToolResult {
  readonly text: string;
  readonly failed?: boolean | undefined;
  readonly summary?: string | undefined;
  readonly count?: number | undefined;
  readonly sources?: readonly Source[] | undefined;
  readonly continueAt?:
    | { readonly alias: string; readonly vars: Readonly<Record<string, string | number | boolean>> }
    | undefined;
}

/** A call of a tool. */
export interface StoredCall {
  /** As the model names the call. */
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  /** Why the call cannot be made: its arguments cannot be read, or there is no such tool. */
  readonly problem?: string | undefined;
  readonly idempotencyKey: string;
  /** Absent while the call is not finished. */
  readonly result?: StoredToolResult | undefined;
  /** The id of the turn in which the tool was called. */
  readonly endedIn?: number | undefined;
}

/** An answer of the model that calls tools. */
export interface StoredRound {
  readonly kind: 'round';
  /** The id of the turn in which it was given. */
  readonly turn: number;
  /** What the model wrote for the visitor before the calls. */
  readonly text: string;
  /** The answer in the form of the library that is used for the model. */
  readonly message: unknown;
  readonly tokens: number;
  readonly calls: readonly StoredCall[];
}

/** What the visitor wrote instead of an approval. */
export interface StoredReply {
  readonly kind: 'reply';
  readonly text: string;
}

/** What the visitor did about an interrupt; `cancelled`: neither approved nor declined. */
export type InterruptAnswer = 'approved' | 'declined' | 'cancelled';

/** A question with which an AG-UI agent has interrupted its run. */
export interface StoredInterrupt {
  readonly id: string;
  readonly reason: string;
  /** How the agent expects the answer: as `true` or `false`, or as an object with `approved`. */
  readonly form: 'boolean' | 'object';
  /** The question, in the words of the agent. */
  readonly message?: string | undefined;
  /** The call that waits for the answer. */
  readonly call?:
    | { readonly id: string; readonly name: string; readonly input: Readonly<Record<string, unknown>> }
    | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number | undefined;
  /** Absent while the visitor has not answered. */
  readonly answer?: InterruptAnswer | undefined;
}

/** An interrupted run of an AG-UI agent. */
export interface StoredRun {
  /** The name of the agent. */
  readonly agent: string;
  /** The id of the turn in which it was interrupted. */
  readonly turn: number;
  /** What the agent wrote for the visitor before. */
  readonly text: string;
  /** The messages and the state in the form of the protocol, to continue with. */
  readonly messages: readonly unknown[];
  readonly state?: unknown;
  readonly interrupts: readonly StoredInterrupt[];
  /** What the visitor wrote instead of an answer. */
  readonly reply?: string | undefined;
}

export interface Transcript {
  /** The messages before the question, as they were given to the model. */
  readonly history: readonly { readonly by: 'visitor' | 'bot' | 'operator'; readonly text: string }[];
  readonly question: string;
  readonly entries: readonly (StoredRound | StoredReply)[];
  /** Set for an agent that calls its own tools. */
  readonly interrupted?: StoredRun | undefined;
}
