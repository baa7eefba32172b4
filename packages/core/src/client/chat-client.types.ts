import type { TokenProvider } from '../connection/identity.ts';
import type { Message } from '../conversation/message.types.ts';
import type { ChatError } from '../errors.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';
import type { ParamInput } from '../params/leaves.ts';
import type { Button, VisitorBody } from '../protocol/body.ts';
import type { BotInfo, Operator, Params, ReadState } from '../protocol/entities.ts';
import type { FeedbackValue } from '../protocol/feedback.ts';
import type { Limits } from '../protocol/limits.ts';
import type { OverdueChoice } from '../protocol/overdue.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import type { Upload, UploadSource } from '../uploads/upload.types.ts';
import type {
  ChatAction,
  FeedbackOutcome,
  FeedbackResult,
  Permission,
  SendResult,
  StopOutcome,
  StopResult,
  UploadResult,
} from './chat-results.types.ts';
import type {
  ChatSnapshot,
  ChatStatus,
  ConnectionState,
  DialogState,
  HistoryState,
  Overdue,
  QueuedMessage,
  Thinking,
} from './chat-state.types.ts';

/**
 * An exported recording: plain data, ready for `JSON.stringify`. The full type is `Recording` of
 * `@connective-chat/core/devtools`; `parseRecording()` reads it.
 */
export interface ChatRecording {
  readonly format: string;
  readonly version: number;
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
