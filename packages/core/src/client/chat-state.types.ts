import type { Message } from '../conversation/message.types.ts';
import type { ChatError } from '../errors.ts';
import type { BotInfo, Operator, ReadState } from '../protocol/entities.ts';
import type { Limits } from '../protocol/limits.ts';
import type { OverdueChoice } from '../protocol/overdue.ts';
import type { ThinkingStep } from '../protocol/thinking-steps.ts';
import type { Upload } from '../uploads/upload.types.ts';
import type { Permission } from './chat-results.types.ts';

/** The state of the chat in one word; the other fields give the details. */
export type ChatStatus = 'idle' | 'connecting' | 'ready' | 'sending' | 'thinking' | 'reconnecting' | 'refused';

/** The state of the connection. */
export interface ConnectionState {
  readonly status: 'idle' | 'connecting' | 'online' | 'reconnecting' | 'refused';
  /** Why it is not online. */
  readonly error: ChatError | null;
  /**
   * When the next attempt starts, in milliseconds since the epoch (as `Date.now()`); `null` unless an attempt is
   * scheduled.
   */
  readonly willRetryAt: number | null;
  /** Connection attempts since the client was last online. */
  readonly attempt: number;
}

/** "Agent thinking": the agent works on an answer, and the input is blocked. */
export interface Thinking {
  /** What the agent does now, in the words of the scenario; empty if the scenario gives no text. */
  readonly text: string;
  /** The name of the stage; `null` if the scenario has no stages. */
  readonly stage: string | null;
  /** The steps so far, including the running one at the end; empty if the server sends none. */
  readonly steps: readonly ThinkingStep[];
  /** When the work on the answer started, in milliseconds since the epoch (as `Date.now()`). */
  readonly since: number;
  /** When the input is unblocked at the latest, in milliseconds since the epoch (as `Date.now()`). */
  readonly until: number;
}

/** Thinking has reached its deadline: the input is free, and the answer may still arrive. */
export interface Overdue {
  /** What to tell the visitor, in the words of the scenario; empty if the scenario gives no text. */
  readonly text: string;
  /**
   * What the visitor can do, in this order, with `chooseOverdue()`: wait on, ask for an operator, or ask again. Empty
   * if the scenario offers nothing, and without a connection.
   */
  readonly choices: readonly OverdueChoice[];
  /** When the work on the answer started, in milliseconds since the epoch (as `Date.now()`). */
  readonly since: number;
}

/** A text that waits until the agent has answered. */
export interface QueuedMessage {
  /** For `discard(id)`; later the id of the message. */
  readonly id: string;
  readonly text: string;
}

/** Who handles the conversation. */
export interface DialogState {
  readonly status: 'bot' | 'queued' | 'operator' | 'closed';
  readonly operator: Operator | null;
  /** The position in the queue, from 1; `null` if it is unknown. */
  readonly queuePosition: number | null;
}

/** How much of the history is loaded. */
export interface HistoryState {
  /** `loading` until the first page has arrived. */
  readonly status: 'loading' | 'ready';
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** Why the last older page failed to load; `loadOlder()` retries. */
  readonly error: ChatError | null;
}

/** The whole state at one moment. The same object until something changes. */
export interface ChatSnapshot {
  /** The state of the chat in one word; `connection`, `thinking` and `sendState` say more. */
  readonly status: ChatStatus;
  /** Whether the client is online, and if not, why, and when the next attempt starts. */
  readonly connection: ConnectionState;
  /**
   * The messages to show, oldest first: a new array after each change, with the same objects for unchanged messages.
   */
  readonly messages: readonly Message[];
  /**
   * The ids of `messages`: the same array while only contents change, for a list whose rows subscribe to one message
   * each.
   */
  readonly messageIds: readonly string[];
  /** What the agent works on while the input is blocked, since when, and until when at the latest; `null` otherwise. */
  readonly thinking: Thinking | null;
  /** What to tell and offer after thinking has reached its deadline without an answer; `null` otherwise. */
  readonly overdue: Overdue | null;
  /** The text that waits until the agent has answered, with `whileThinking: 'queue'`; `null` if there is none. */
  readonly queued: QueuedMessage | null;
  /** Who handles the conversation: the bot, the queue, an operator, or nobody after it was closed. */
  readonly dialog: DialogState;
  /** How much of the history is loaded. */
  readonly history: HistoryState;
  /** Whether a message may be sent now: `{ ok: true }`, or the reason and until when at the latest. */
  readonly sendState: Permission;
  /** Whether the agent's answer may be stopped now, and if not, why: `not-thinking`, `stopping`, `unsupported`. */
  readonly stopState: Permission;
  /** Whether the answers of agents can be rated, and if not, why: `unsupported`. */
  readonly feedbackState: Permission;
  /** How many messages of others the visitor has not read. */
  readonly unread: number;
  /** The `seq` up to which each side has read. */
  readonly read: ReadState;
  /** Whether the operator is typing. */
  readonly typing: boolean;
  /** The bot's title, avatar and settings for a UI. */
  readonly bot: BotInfo;
  /** The server's limits: bytes of a text, bytes and types of a file, messages per minute. */
  readonly limits: Limits;
  /** Running and failed uploads, oldest first. */
  readonly uploads: readonly Upload[];
  /** Why the client has stopped until `reconnect()` is called; `null` while it works. */
  readonly error: ChatError | null;
  /** Where unsent messages are stored: `persistent` over a reload, or only in the `memory` of the page. */
  readonly durability: 'persistent' | 'memory';
  /** The delivery guarantee of the dialect. */
  readonly guarantee: 'at-least-once-deduped' | 'at-most-once';
}
