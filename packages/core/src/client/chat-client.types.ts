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
import type { Limits } from '../protocol/limits.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import type { Upload, UploadSource } from '../uploads/upload.types.ts';

export type { ParamInput, TokenProvider };

/**
 * A recording as the client hands it out: plain data, ready for `JSON.stringify`. `Recording` of
 * `@connective-chat/core/devtools` is its whole type, and `parseRecording()` reads it.
 */
export interface ChatRecording {
  readonly format: string;
  readonly version: number;
}

/**
 * Makes a client that keeps a record of itself; `flightRecorder()` of `@connective-chat/core/devtools`
 * gives one. It gets the options without itself, and what makes a client of them.
 */
export type ChatRecorder = (
  options: ChatClientOptions,
  create: (options: ChatClientOptions) => ChatClient,
) => ChatClient;

/**
 * Hears what the machine goes through, in the words of XState's inspection API: the `inspect` of
 * `createBrowserInspector()` from `@statelyai/inspect` fits as it is.
 */
export type InspectHook = ((event: never) => void) | { readonly next?: (event: never) => void };

/** What a client is made of. Only `url` and `botId` are required. */
export interface ChatClientOptions {
  /** The server's origin, e.g. `https://socket.example.com`. */
  readonly url: string;
  /** The bot to talk to, as its settings show it. */
  readonly botId: string | number;
  /** BCP 47 language of the visitor. Default `en`. */
  readonly locale?: string | undefined;
  /** A claim of who the visitor is, shown to operators. It selects no conversation: only a token does. */
  readonly userId?: string | undefined;
  /** Called before each connection, so that every attempt has a fresh token. */
  readonly getToken?: TokenProvider | undefined;
  /** Parameters for the scenario, read there as `{{name}}`. They go along with each message. */
  readonly paramsFromSite?: { readonly [key: string]: ParamInput } | undefined;
  /** Whether `utm_*`, `page_url`, `page_title`, `referrer` and `language` are added. Default `true`. */
  readonly collectPageContext?: boolean | undefined;
  /** Whether operators may see address and country. Default `false`. */
  readonly recognizeUserMeta?: boolean | undefined;
  /** How the server is spoken to. Default `v2`. `legacy` is for old integrations. */
  readonly version?: 'v2' | 'legacy' | undefined;
  /** A dialect of your own, in the place of `version`. */
  readonly dialect?: DialectFactory | undefined;
  /** Whether the visitor has the chat open from the start, so that the bot greets. Default `true`. */
  readonly open?: boolean | undefined;
  /** The path of Socket.IO on the server. Default `/socket.io`. */
  readonly socketPath?: string | undefined;
  /** The origin of the HTTP API, for files. Default `url`. */
  readonly apiUrl?: string | undefined;
  /** Named deadlines, in milliseconds. */
  readonly timeouts?: Optional<Timeouts> | undefined;
  /** What the client takes from its surroundings: clock, storage, transport … Replaceable for tests. */
  readonly platform?: Optional<Platform> | undefined;
  /**
   * Keeps a bounded record without any words, for `exportRecording()`. Default: none.
   *
   * @example createChatClient({ url, botId, recorder: flightRecorder({ maxBytes: 128 * 1024 }) })
   */
  readonly recorder?: ChatRecorder | undefined;
  /**
   * Shows the machine to an inspector, such as Stately's. Default: none. One that throws is
   * reported and stops nothing. `lazyInspector()` of `@connective-chat/core/devtools` loads it on demand.
   */
  readonly inspect?: InspectHook | undefined;
}

/** The whole in a word; see the parts for the reasons. */
export type ChatStatus = 'idle' | 'connecting' | 'ready' | 'sending' | 'thinking' | 'reconnecting' | 'refused';

/** Where the connection stands. */
export interface ConnectionState {
  readonly status: 'idle' | 'connecting' | 'online' | 'reconnecting' | 'refused';
  /** Why it is not online. */
  readonly error: ChatError | null;
  /** When the next attempt begins, in milliseconds since the epoch (as `Date.now()`); only while `reconnecting` and waiting. */
  readonly willRetryAt: number | null;
  /** Attempts since it was last online. */
  readonly attempt: number;
}

/** "Agent thinking": an answer is being worked on, and the input is blocked. */
export interface Thinking {
  /** What the agent does now, as the scenario words it; empty where it says nothing. */
  readonly text: string;
  /** The stage's name, where the scenario has stages. */
  readonly stage: string | null;
  /** When the thinking began, in milliseconds since the epoch (as `Date.now()`). */
  readonly since: number;
  /** When the input is free again at the latest, in milliseconds since the epoch (as `Date.now()`). */
  readonly until: number;
}

/** Who has the conversation. */
export interface DialogState {
  readonly status: 'bot' | 'queued' | 'operator' | 'closed';
  readonly operator: Operator | null;
  /** The place in the queue, from 1; `null` where it is not known. */
  readonly queuePosition: number | null;
}

/** How much of the past is loaded. */
export interface HistoryState {
  /** `loading` until the first page is there. */
  readonly status: 'loading' | 'ready';
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** Why the last older page did not come; `loadOlder()` tries again. */
  readonly error: ChatError | null;
}

/** Why something cannot be done now. */
export type BlockedReason =
  | 'thinking'
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
 * Whether something can be done now, and if not, why. `until` is when it can be done at the latest, in milliseconds
 * since the epoch (as `Date.now()`).
 */
export type Permission =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: BlockedReason; readonly until?: number };

/** What `can()` answers about. */
export type ChatAction = 'send' | 'loadOlder' | 'requestOperator' | 'leaveQueue' | 'close' | 'upload';

/** What became of a call that sends: accepted, or refused with the reason. */
export type SendResult =
  | {
      readonly ok: true;
      /** The id of the message's row. */
      readonly id: string;
      /** How it ended. Never rejects. */
      readonly settled: Promise<Settlement>;
    }
  | { readonly ok: false; readonly reason: BlockedReason; readonly until?: number };

/** Whether a file is on its way, or why not. */
export type UploadResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: BlockedReason; readonly until?: number };

/** Everything at one moment. The same object until something changes. */
export interface ChatSnapshot {
  /** The state of the chat in one word; `connection`, `thinking` and `sendState` say more. */
  readonly status: ChatStatus;
  /** Whether the server is there, and if not, why, and when the next attempt begins. */
  readonly connection: ConnectionState;
  /** The messages to show, oldest first: a new array when anything in it changes, the same objects for what did not. */
  readonly messages: readonly Message[];
  /** The ids of `messages`: the same array while only contents change, for a list whose rows read one message each. */
  readonly messageIds: readonly string[];
  /** What the agent works on while the input is blocked, since when and until when at most; `null` while it is free. */
  readonly thinking: Thinking | null;
  /** The last thinking reached its deadline, and no answer has come yet. */
  readonly overdue: boolean;
  /** Who has the conversation: the bot, the queue, an operator, or nobody any more. */
  readonly dialog: DialogState;
  /** How much of the past is loaded. */
  readonly history: HistoryState;
  /** Whether a message may be sent now: `{ ok: true }`, or why not and until when at most. */
  readonly sendState: Permission;
  /** Messages of others that the visitor has not read. */
  readonly unread: number;
  /** Up to which seq each side has read. */
  readonly read: ReadState;
  /** Whether the operator is typing. */
  readonly typing: boolean;
  /** The bot's title, avatar and settings for a UI. */
  readonly bot: BotInfo;
  /** What may be sent: bytes of a text, bytes and types of a file, messages a minute. */
  readonly limits: Limits;
  /** Files on their way, the oldest first. */
  readonly uploads: readonly Upload[];
  /** Why the chat as a whole has stopped, until `reconnect()`; `null` while it works. */
  readonly error: ChatError | null;
  /** Where unsent messages are kept: over a reload, or only while the page lives. */
  readonly durability: 'persistent' | 'memory';
  /** What the dialect can promise of a send. */
  readonly guarantee: 'at-least-once-deduped' | 'at-most-once';
}

/** What a client tells beside its state. */
export interface ChatEvents {
  /** A message of another came in while connected; history does not count. */
  message: Message;
  /** An operator joined (`operator`) or left (`null`). */
  operator: Operator | null;
  /** The log was replaced; what was shown before may be gone. */
  discontinuity: { readonly reason: 'epoch' | 'cursor' };
  /** The server asked the UI for something. */
  command: {
    readonly title?: string;
    readonly subtitle?: string;
    readonly open?: boolean;
    readonly colors?: Record<string, unknown>;
  };
  /** A thinking reached its deadline without an answer. */
  thinkingTimeout: { readonly text: string };
  /**
   * A frame of the server was not understood, or came where it cannot come (`kind` is then one of
   * `SequenceRule`, looked for from the first connection after the first handler on): it is left out, the state
   * is as it was before it, and nothing is thrown. `count` is how many there were of this client.
   */
  protocolError: ProtocolIssue & { readonly count: number };
  /** Something failed; it is in the state as well. */
  error: ChatError;
  /** A parameter was dropped, or a call had no effect: for the developer. */
  warning: string;
}

/** A chat. Made by `createChatClient()`; it does nothing until `start()`. */
export interface ChatClient {
  /**
   * Takes a lease: the client connects with the first, and disconnects a moment after the last
   * is released (3 s, so that a remount keeps its connection).
   *
   * @returns the release; calling it again does nothing
   */
  start(): Unsubscribe;

  /** Everything at one moment: the same object until something changes. */
  getSnapshot(): ChatSnapshot;
  /** Calls back once per change of anything, after a whole batch. */
  subscribe(listener: () => void): Unsubscribe;

  /** The whole in a word. */
  readonly status: Readable<ChatStatus>;
  /** Whether the server is there, and if not, why, and when the next attempt begins. */
  readonly connection: Readable<ConnectionState>;
  /** The messages to show, oldest first. */
  readonly messages: Readable<readonly Message[]>;
  /** Their ids: the same array while only contents change. */
  readonly messageIds: Readable<readonly string[]>;
  /** What an agent works on while the input is blocked; `null` while it is free. */
  readonly thinking: Readable<Thinking | null>;
  /** Whether a thinking reached its deadline, and its answer may still come. */
  readonly overdue: Readable<boolean>;
  /** Who has the conversation: the bot, the queue, an operator, or nobody any more. */
  readonly dialog: Readable<DialogState>;
  /** Whether there are older messages, and how loading them goes. */
  readonly history: Readable<HistoryState>;
  /** Whether a message may be sent now, and if not, why and until when, in milliseconds since the epoch. */
  readonly sendState: Readable<Permission>;
  /** How many messages of others that are loaded the visitor has not read. */
  readonly unread: Readable<number>;
  /** Up to which place of the log (`seq`) each side has read. */
  readonly read: Readable<ReadState>;
  /** Whether an operator is typing. Never blocks. */
  readonly typing: Readable<boolean>;
  /** The bot's title, avatar and settings for a UI. */
  readonly bot: Readable<BotInfo>;
  /** What may be sent: bytes of a text, bytes and types of a file, messages a minute. */
  readonly limits: Readable<Limits>;
  /** Files on their way or failed; one that arrived is a message. */
  readonly uploads: Readable<readonly Upload[]>;
  /** Why the client has stopped for good; `null` while it goes on. `reconnect()` tries anew. */
  readonly error: Readable<ChatError | null>;
  /** One message: listeners hear of it alone. Each call makes a view of its own. */
  message(id: string): Readable<Message | undefined>;

  /** Whether something can be done now, and if not, why. It is the answer that the call itself would give. */
  can(action: ChatAction): Permission;
  /** Sends a text, or any body a visitor may send. */
  send(content: string | VisitorBody): SendResult;
  /** Presses a button of a message. A `url` button is refused with `unsupported`: open it as a link. */
  press(messageId: string, button: Button): SendResult;
  /** Jumps to an entry point of the scenario. */
  goTo(alias: string): SendResult;
  /** Answers a rating. */
  rate(messageId: string, score: number, comment?: string): SendResult;
  /** Asks for a person. Refused with `answered` where one is asked for or there already. */
  requestOperator(): SendResult;
  /** Gives up waiting for a person. Refused with `not-found` outside the queue. */
  leaveQueue(): SendResult;
  /** Ends the dialog; the conversation stays. */
  close(): SendResult;

  /** Sends a failed or expired message again. */
  retry(id: string): SendResult;
  /** Drops a message that was not delivered. `false` where there is none. */
  discard(id: string): boolean;

  /**
   * Uploads a file; once it is there it becomes a message. Each file goes its own way: `uploads`
   * tells how far, and one that fails stops nobody.
   */
  upload(file: UploadSource): UploadResult;
  /** Begins a failed upload anew. */
  retryUpload(id: string): boolean;
  /** Stops an upload, wherever it is, or forgets a failed one. */
  cancelUpload(id: string): boolean;

  /** Loads the page before the oldest message. `false`: nothing older, or it failed (see `history`). */
  loadOlder(): Promise<boolean>;
  /** Walks back through the whole log, page by page. */
  olderMessages(): AsyncIterableIterator<readonly Message[]>;
  /**
   * Finds the first message of another that the visitor has not read, and loads the pages before
   * the oldest message until it is there, `maxPages` of up to 50 messages at most (default 20).
   * What `markRead()` marks meanwhile still counts as unread for this call.
   *
   * @returns its id, to scroll to; the oldest unread one that was loaded where the bound, or a page
   * that did not come (see `history`), ended the search; `null` where nothing is unread. Never rejects
   * @example
   * const id = await chat.jumpToUnread();
   * if (id) document.getElementById(id)?.scrollIntoView();
   */
  jumpToUnread(maxPages?: number): Promise<string | null>;

  /** Changes the parameters: `merge` (default; `null` deletes) or `replace`. */
  setParams(params: { readonly [key: string]: ParamInput }, mode?: 'merge' | 'replace'): void;
  /** The parameters that go along with the next message. */
  getParams(): Params;
  /** Tells whether the visitor has the chat open. Opening it lets the bot greet. */
  setOpen(open: boolean): void;
  /** Tells the operator that the visitor is typing; throttled, and ended by itself. */
  setTyping(on?: boolean): void;
  /** Marks everything as read. */
  markRead(): void;
  /** Another person: wipes what the last one left, and connects anew. */
  identify(identity: {
    readonly userId?: string | undefined;
    readonly getToken?: TokenProvider | undefined;
  }): Promise<void>;
  /** Tries now, also after a refusal. */
  reconnect(): void;
  /** What the `recorder` kept, as plain data for `replay()`; `null` where there is no recorder. */
  exportRecording(): ChatRecording | null;

  /**
   * Listens to an event of the chat; a handler that throws is reported and stops nobody.
   *
   * @returns ends it
   * @example const stop = chat.on('message', (message) => notify(message));
   */
  on<E extends keyof ChatEvents>(event: E, handler: (detail: ChatEvents[E]) => void): Unsubscribe;
}
