import type { TokenProvider } from '../connection/identity.ts';
import type { Message, Settlement } from '../conversation/message.types.ts';
import type { ChatError } from '../errors.ts';
import type { Optional } from '../lib/optional.types.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';
import type { Timeouts } from '../machine/timeouts.ts';
import type { ParamInput } from '../params/leaves.ts';
import type { Platform } from '../platform/platform.types.ts';
import type { DialectFactory } from '../protocol/dialect.ts';
import type { BotInfo, Button, Operator, Params, ReadState, VisitorBody } from '../protocol/entities.ts';
import type { FeedbackValue } from '../protocol/feedback.ts';
import type { Limits } from '../protocol/limits.ts';
import type { OverdueChoice } from '../protocol/overdue.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import type { ThinkingStep } from '../protocol/thinking-steps.ts';
import type { Upload, UploadSource } from '../uploads/upload.types.ts';

export type { ParamInput, TokenProvider };

/**
 * An exported recording: plain data, ready for `JSON.stringify`. The full type is `Recording` of
 * `@connective-chat/core/devtools`; `parseRecording()` reads it.
 */
export interface ChatRecording {
  readonly format: string;
  readonly version: number;
}

/**
 * Creates a client that records itself, such as `flightRecorder()` of `@connective-chat/core/devtools`. It receives the
 * options without `recorder`, and the function that creates a client from them.
 */
export type ChatRecorder = (
  options: ChatClientOptions,
  create: (options: ChatClientOptions) => ChatClient,
) => ChatClient;

/**
 * Receives the events of the state machine in the format of XState's inspection API. The `inspect` of
 * `createBrowserInspector()` from `@statelyai/inspect` can be passed unchanged.
 */
export type InspectHook = ((event: never) => void) | { readonly next?: (event: never) => void };

/** The options of a client. Only `url` and `botId` are required. */
export interface ChatClientOptions {
  /** The server's origin, e.g. `https://socket.example.com`. */
  readonly url: string;
  /** The id of the bot, as shown in its settings. */
  readonly botId: string | number;
  /** The visitor's language as a BCP 47 tag. Default `en`. */
  readonly locale?: string | undefined;
  /**
   * Your id of the visitor, shown to operators. It is unverified and gives no access to a conversation: only a token
   * does.
   */
  readonly userId?: string | undefined;
  /** Called before each connection attempt, so that each one has a fresh token. */
  readonly getToken?: TokenProvider | undefined;
  /** Parameters for the scenario, which reads them as `{{name}}`. They are sent with each message. */
  readonly paramsFromSite?: { readonly [key: string]: ParamInput } | undefined;
  /** Whether `utm_*`, `page_url`, `page_title`, `referrer` and `language` are added. Default `true`. */
  readonly collectPageContext?: boolean | undefined;
  /** Whether operators may see the visitor's IP address and country. Default `false`. */
  readonly recognizeUserMeta?: boolean | undefined;
  /** The protocol version. Default `v2`. `legacy` is for old integrations. */
  readonly version?: 'v2' | 'legacy' | undefined;
  /** A dialect of your own, used instead of `version`. */
  readonly dialect?: DialectFactory | undefined;
  /** Whether the chat is open from the start, so that the bot greets the visitor. Default `true`. */
  readonly open?: boolean | undefined;
  /** The path of Socket.IO on the server. Default `/socket.io`. */
  readonly socketPath?: string | undefined;
  /** The origin of the HTTP API, for files. Default `url`. */
  readonly apiUrl?: string | undefined;
  /**
   * What happens to a text that is sent while an agent works. `block` (default) refuses it; `queue` keeps one, which is
   * sent when the input is free again, also after a reload. `queued` has it until then.
   */
  readonly whileThinking?: 'block' | 'queue' | undefined;
  /** Named deadlines, in milliseconds. */
  readonly timeouts?: Optional<Timeouts> | undefined;
  /** What the client takes from its environment: clock, storage, transport … Replaceable for tests. */
  readonly platform?: Optional<Platform> | undefined;
  /**
   * Keeps a bounded recording without message texts, for `exportRecording()`. Default: none.
   *
   * @example createChatClient({ url, botId, recorder: flightRecorder({ maxBytes: 128 * 1024 }) })
   */
  readonly recorder?: ChatRecorder | undefined;
  /**
   * Shows the machine to an inspector, such as Stately's. Default: none. An inspector that throws is reported and does
   * not affect the chat. `lazyInspector()` of `@connective-chat/core/devtools` loads one on demand.
   */
  readonly inspect?: InspectHook | undefined;
}

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

/** Why an action is not possible now. */
export type BlockedReason =
  | 'thinking'
  | 'queued'
  | 'not-thinking'
  | 'stopping'
  | 'refused'
  | 'closed'
  | 'empty'
  | 'too-large'
  | 'outbox-full'
  | 'answered'
  | 'not-found'
  | 'unsupported'
  | 'loading'
  | 'no-more'
  | 'too-many'
  | 'uploading';

/**
 * Whether an action is possible now, and if not, why. `until` is when it will be possible at the latest, in
 * milliseconds since the epoch (as `Date.now()`).
 */
export type Permission =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: BlockedReason; readonly until?: number };

/** The actions that `can()` knows. */
export type ChatAction =
  | 'send'
  | 'stop'
  | 'feedback'
  | 'loadOlder'
  | 'requestOperator'
  | 'leaveQueue'
  | 'close'
  | 'upload';

/** The result of a stop. */
export type StopOutcome =
  /** The agent has stopped; what it had written stays as a message that is marked as `stopped`. */
  | { readonly stopped: true }
  /** It was too late: the answer has arrived, or an operator has taken over. */
  | { readonly stopped: false; readonly reason: 'ended' }
  /** The server did not answer or refused, and the agent may still be working. */
  | { readonly stopped: false; readonly reason: 'failed'; readonly error: ChatError };

/** The result of `stop()`: sent to the server, or refused with a reason. */
export type StopResult =
  | {
      readonly ok: true;
      /** Resolves to the result. Never rejects. */
      readonly settled: Promise<StopOutcome>;
    }
  | { readonly ok: false; readonly reason: BlockedReason; readonly until?: number };

/** Whether a rating was saved. */
export type FeedbackOutcome =
  | { readonly saved: true }
  /** The server refused it or did not answer; the message shows the rating of before. */
  | { readonly saved: false; readonly error: ChatError };

/** The result of `feedback()`: sent to the server, or refused with a reason. */
export type FeedbackResult =
  | {
      readonly ok: true;
      /** Resolves to the result. Never rejects. */
      readonly settled: Promise<FeedbackOutcome>;
    }
  | { readonly ok: false; readonly reason: BlockedReason; readonly until?: number };

/** The result of a call that sends: accepted, or refused with a reason. */
export type SendResult =
  | {
      readonly ok: true;
      /** The id of the message. */
      readonly id: string;
      /** Resolves when the send has ended, to its result. Never rejects. */
      readonly settled: Promise<Settlement>;
    }
  | { readonly ok: false; readonly reason: BlockedReason; readonly until?: number };

/** The result of `upload()`: started, or refused with a reason. */
export type UploadResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: BlockedReason; readonly until?: number };

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

/** The events of a client, in addition to its state. */
export interface ChatEvents {
  /** A message of another participant arrived while connected. Loaded history does not count. */
  message: Message;
  /** An operator joined (`operator`) or left (`null`). */
  operator: Operator | null;
  /** The log was replaced; messages that were shown before may be gone. */
  discontinuity: { readonly reason: 'epoch' | 'cursor' };
  /** The server sent a command to the UI. */
  command: {
    readonly title?: string;
    readonly subtitle?: string;
    readonly open?: boolean;
    readonly colors?: Record<string, unknown>;
  };
  /** Thinking reached its deadline without an answer. */
  thinkingTimeout: { readonly text: string };
  /** A `stop()` of this client was answered, or was given up. */
  stopSettled: StopOutcome;
  /** A `feedback()` of this client was answered, or was given up; a later one for the same message replaces it. */
  feedbackSettled: FeedbackOutcome & { readonly id: string; readonly value: FeedbackValue };
  /**
   * A frame of the server was invalid, or impossible at its position (then `kind` is a `SequenceRule`; this is checked
   * from the first connection after the first handler was added). The frame is ignored, the state is unchanged, and
   * nothing is thrown. `count` is the number of these issues in this client.
   */
  protocolError: ProtocolIssue & { readonly count: number };
  /** Something failed; the state contains the error too. */
  error: ChatError;
  /** A message for the developer: a parameter was dropped, or a call had no effect. */
  warning: string;
}

/** A chat, created by `createChatClient()`. It does nothing until `start()`. */
export interface ChatClient {
  /**
   * Takes a lease. The client connects with the first lease and disconnects 3 s after the last one is released, so that
   * a remount keeps the connection.
   *
   * @returns releases the lease; calling it again does nothing
   */
  start(): Unsubscribe;

  /** The whole state at one moment: the same object until something changes. */
  getSnapshot(): ChatSnapshot;
  /** Calls the listener once after each batch of changes. */
  subscribe(listener: () => void): Unsubscribe;

  /** The state of the chat in one word. */
  readonly status: Readable<ChatStatus>;
  /** Whether the client is online, and if not, why, and when the next attempt starts. */
  readonly connection: Readable<ConnectionState>;
  /** The messages to show, oldest first. */
  readonly messages: Readable<readonly Message[]>;
  /** The ids of `messages`: the same array while only contents change. */
  readonly messageIds: Readable<readonly string[]>;
  /** What the agent works on while the input is blocked; `null` otherwise. */
  readonly thinking: Readable<Thinking | null>;
  /** What to tell and offer once thinking has reached its deadline, while its answer may still arrive. */
  readonly overdue: Readable<Overdue | null>;
  /** The text that waits until the agent has answered; `discard(id)` takes it back. */
  readonly queued: Readable<QueuedMessage | null>;
  /** Who handles the conversation: the bot, the queue, an operator, or nobody after it was closed. */
  readonly dialog: Readable<DialogState>;
  /** Whether there are older messages, and whether they are being loaded. */
  readonly history: Readable<HistoryState>;
  /** Whether a message may be sent now, and if not, why and until when, in milliseconds since the epoch. */
  readonly sendState: Readable<Permission>;
  /** Whether the agent's answer may be stopped now, and if not, why: `not-thinking`, `stopping`, `unsupported`. */
  readonly stopState: Readable<Permission>;
  /** Whether the answers of agents can be rated, and if not, why: `unsupported`. */
  readonly feedbackState: Readable<Permission>;
  /** How many loaded messages of others the visitor has not read. */
  readonly unread: Readable<number>;
  /** The `seq` up to which each side has read. */
  readonly read: Readable<ReadState>;
  /** Whether an operator is typing. Never blocks. */
  readonly typing: Readable<boolean>;
  /** The bot's title, avatar and settings for a UI. */
  readonly bot: Readable<BotInfo>;
  /** The server's limits: bytes of a text, bytes and types of a file, messages per minute. */
  readonly limits: Readable<Limits>;
  /** Running and failed uploads. A completed upload becomes a message. */
  readonly uploads: Readable<readonly Upload[]>;
  /** Why the client has stopped; `null` while it works. `reconnect()` tries again. */
  readonly error: Readable<ChatError | null>;
  /** One message; its listeners are notified only about this message. Each call returns a new readable. */
  message(id: string): Readable<Message | undefined>;

  /** Whether an action is possible now, and if not, why. The call itself would give the same result. */
  can(action: ChatAction): Permission;
  /** Sends a text, or any body that a visitor may send. */
  send(content: string | VisitorBody): SendResult;
  /** Presses a button of a message. A `url` button is refused with `unsupported`: render it as a link. */
  press(messageId: string, button: Button): SendResult;
  /** Jumps to an entry point of the scenario. */
  goTo(alias: string): SendResult;
  /** Answers a request to rate. */
  rate(messageId: string, score: number, comment?: string): SendResult;
  /** Requests an operator. Refused with `answered` if one was already requested or has joined. */
  requestOperator(): SendResult;
  /**
   * Stops the answer that the agent is working on, also after a reload and in another tab. The input is enabled when
   * the server has answered; the text so far stays as a message with `stopped: true`. Refused with `not-thinking` while
   * no agent works or without a connection (a stop is never queued), with `stopping` while another one is pending, and
   * with `unsupported` if the server cannot stop answers.
   *
   * @example
   * const stop = chat.stop();
   * if (stop.ok && !(await stop.settled).stopped) console.log('The answer had already arrived, or the server did not
   * answer.');
   */
  stop(): StopResult;
  /**
   * Rates the answer of an agent (a message with `agent: true`), changes the rating, or withdraws it with `null`. The
   * message shows the rating at once, and that of before if it could not be saved. A rating is the whole one: without a
   * `reason` (at most 1,000 characters) an earlier reason is deleted. Refused with `not-found` if the message is no
   * answer of an agent, with `too-large` for the reason, and with `unsupported` if the server has no ratings.
   *
   * @example
   * const rated = chat.feedback(message.id, 'down', 'It does not answer my question');
   * if (rated.ok && !(await rated.settled).saved) console.log('The rating was not saved.');
   */
  feedback(id: string, value: FeedbackValue, reason?: string): FeedbackResult;
  /**
   * Does what the visitor has chosen after the deadline:
   *
   * - `wait`: the input is blocked again for as long as the scenario says, 60 s by default; then `overdue` returns
   * - `person`: the same as `requestOperator()`
   * - `retry`: stops the answer, and sends the question again once the server has stopped it. If the answer has arrived
   *   first, nothing is sent; if the stop fails, `overdue` returns. The event `stopSettled` tells which
   *
   * Refused with `not-found` if nothing is overdue, without a connection, or if there is no question to repeat, and with
   * `unsupported` if the server cannot stop answers.
   *
   * @example
   * const { choices } = chat.overdue.get() ?? { choices: [] };
   * if (choices.includes('retry')) chat.chooseOverdue('retry');
   */
  chooseOverdue(choice: OverdueChoice): Permission;
  /** Leaves the queue. Refused with `not-found` if the visitor is not in the queue. */
  leaveQueue(): SendResult;
  /** Ends the dialog; the conversation is kept. */
  close(): SendResult;

  /** Sends a failed or expired message again. */
  retry(id: string): SendResult;
  /** Removes a message that was not delivered. Returns `false` if there is none. */
  discard(id: string): boolean;

  /**
   * Uploads a file, which then becomes a message. Uploads are independent: `uploads` has the progress of each, and a
   * failed one does not affect the others.
   */
  upload(file: UploadSource): UploadResult;
  /** Restarts a failed upload. */
  retryUpload(id: string): boolean;
  /** Cancels a running upload, or removes a failed one. */
  cancelUpload(id: string): boolean;

  /**
   * Loads the page before the oldest message. Resolves to `false` if there is none, or if it failed (see `history`).
   */
  loadOlder(): Promise<boolean>;
  /** Iterates over the older messages of the log, page by page. */
  olderMessages(): AsyncIterableIterator<readonly Message[]>;
  /**
   * Finds the first unread message of another participant. If it is not loaded, loads older pages until it is, at most
   * `maxPages` pages of up to 50 messages (default 20). Messages that `markRead()` marks meanwhile still count as
   * unread for this call.
   *
   * @returns the id to scroll to. If `maxPages` or a failed page (see `history`) ended the search, the oldest loaded
   * unread message; `null` if nothing is unread. Never rejects
   * @example
   * const id = await chat.jumpToUnread();
   * if (id) document.getElementById(id)?.scrollIntoView();
   */
  jumpToUnread(maxPages?: number): Promise<string | null>;

  /** Changes the parameters: `merge` (default; `null` deletes) or `replace`. */
  setParams(params: { readonly [key: string]: ParamInput }, mode?: 'merge' | 'replace'): void;
  /** The parameters that are sent with the next message. */
  getParams(): Params;
  /** Reports whether the visitor has the chat open. Opening it makes the bot greet. */
  setOpen(open: boolean): void;
  /** Tells the operator that the visitor is typing. Throttled, and ends automatically. */
  setTyping(on?: boolean): void;
  /** Marks all messages as read. */
  markRead(): void;
  /** Switches to another user: deletes the data of the previous one and reconnects. */
  identify(identity: {
    readonly userId?: string | undefined;
    readonly getToken?: TokenProvider | undefined;
  }): Promise<void>;
  /** Connects now, also after a refusal. */
  reconnect(): void;
  /** The recording of the `recorder` as plain data for `replay()`; `null` without a recorder. */
  exportRecording(): ChatRecording | null;

  /**
   * Adds a handler for an event of the chat. A handler that throws is reported and does not affect others.
   *
   * @returns removes the handler
   * @example const stop = chat.on('message', (message) => notify(message));
   */
  on<E extends keyof ChatEvents>(event: E, handler: (detail: ChatEvents[E]) => void): Unsubscribe;
}
