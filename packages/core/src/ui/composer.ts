import type { ChatClient } from '../client/chat-client.types.ts';
import type {
  BlockedReason,
  BlockedResult,
  Permission,
  SendResult,
  StopResult,
  UploadResult,
} from '../client/chat-results.types.ts';
import type { QueuedMessage } from '../client/chat-state.types.ts';
import { byteLength } from '../lib/byte-length.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';
import { Subscribers } from '../lib/subscribers.ts';
import { refuseFile } from '../uploads/refuse-file.ts';
import type { Upload, UploadSource } from '../uploads/upload.types.ts';
import { isSubmitKey, type KeyPress } from './submit-key.ts';

/** Why nothing can be sent now, whatever the input contains, and until when at the latest. */
export type Blocked = Omit<BlockedResult, 'ok'>;

/** A file that was picked, pasted or dropped, and will be sent with the draft. */
export interface ComposerFile {
  readonly id: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Why it cannot be sent; it is shown until it is removed. */
  readonly refusal: BlockedReason | null;
  readonly source: UploadSource;
}

/** The state of the input. The same object until something changes. */
export interface ComposerState {
  /** The text in the input. */
  readonly draft: string;
  /** The files that are sent with the draft. */
  readonly files: readonly ComposerFile[];
  /** Running and failed uploads. */
  readonly uploads: readonly Upload[];
  /** The allowed MIME types, in the format of an input's `accept`. */
  readonly accept: string;
  /** Why nothing can be sent now; `null` if only the input is empty. */
  readonly blocked: Blocked | null;
  /**
   * The reason to show beside the input: why the last attempt was refused, or why the draft cannot be sent now. `null`
   * while the input is empty and nothing was tried, and for obvious reasons.
   */
  readonly notice: BlockedReason | null;
  /** Whether there is a text or a file to send, and nothing blocks it. */
  readonly canSend: boolean;
  /**
   * The button that stops the agent's answer, shown instead of the send button: `busy` while the request is pending;
   * `null` while there is nothing to stop.
   */
  readonly stopButton: 'enabled' | 'busy' | null;
  /** The text that waits until the agent has answered; `null` if there is none. */
  readonly queued: QueuedMessage | null;
}

/**
 * The destination of a composer: a chat client, or one conversation of a client with many.
 *
 * @typeParam Result the result of a send or an upload
 */
export interface ComposerTarget<Result extends Permission = SendResult | UploadResult> {
  readonly limits: ChatClient['limits'];
  readonly sendState: ChatClient['sendState'];
  readonly uploads: ChatClient['uploads'];
  /** Whether an answer can be stopped. Default: never. */
  readonly stopState?: ChatClient['stopState'] | undefined;
  /** The text that waits until an answer has arrived. Default: none. */
  readonly queued?: ChatClient['queued'] | undefined;
  discard?(id: string): boolean;
  stop?(): StopResult;
  send(text: string): Result;
  upload(file: UploadSource): Result;
  setTyping(on: boolean): void;
}

/** The model of the message input. Writing is always possible; only sending may be blocked. */
export interface Composer<Result extends Permission = SendResult | UploadResult> extends Readable<ComposerState> {
  /**
   * Changes the draft and tells the operator that the visitor is typing. Set `isTyped` to `false` for a draft that was
   * restored or written in another tab.
   */
  setDraft(text: string, options?: { readonly isTyped?: boolean | undefined }): void;
  /** Adds files to the draft. */
  attach(files: Iterable<UploadSource>): void;
  /** Removes a file; returns `false` if there is none with this id. */
  removeFile(id: string): boolean;
  /**
   * Sends the files and the draft, and removes them from the input; what is refused stays. A draft with files stays in
   * the input until the files are uploaded, and is then sent after them (meanwhile `blocked` is `uploading`). If an
   * upload fails, or the draft is changed, the draft waits for the next `send()`.
   */
  send(): Result | Refused;
  /** Takes the waiting text back into the input, before what is in it. Returns `false` if it was sent meanwhile. */
  editQueued(): boolean;
  /** Removes the waiting text. Returns `false` if it was sent meanwhile. */
  removeQueued(): boolean;
  /** Stops the agent's answer. If there is none to stop, shows the reason and does nothing. */
  stop(): StopResult;
  /** Shows why something outside of the input was refused, such as a button, until the next change. */
  explain(reason: BlockedReason): void;
  /** Sends on Enter; not on Shift+Enter, and not during IME composition. */
  onKeyDown(event: KeyPress): void;
}

/** A refused send. */
type Refused = Extract<Permission, { readonly ok: false }>;

/** Reasons that need no explanation: an empty input, a question that was answered. */
const EVIDENT_REASONS: ReadonlySet<BlockedReason> = new Set(['empty', 'answered', 'no-more']);

/**
 * Creates the model of a message input for one conversation. It has no timers and needs no disposal.
 *
 * @example
 * const composer = createComposer(chat);
 * composer.subscribe(({ draft, canSend }) => render(draft, canSend));
 * composer.setDraft('Where is my order?');
 * composer.send();
 */
export function createComposer<Result extends Permission = SendResult | UploadResult>(
  client: ComposerTarget<Result>,
): Composer<Result> {
  const subscribers = new Subscribers<ComposerState>();
  const { limits, sendState, uploads } = client;
  let draft = '';
  let files: readonly ComposerFile[] = [];
  let attached = 0;
  /**
   * Why the last attempt was refused, with the permission at that time: once the permission changes, the reason is
   * outdated.
   */
  let refused: { readonly reason: BlockedReason; readonly permission: Permission } | null = null;
  /** Stops waiting for the uploads that precede the draft; `null` if it waits for none. */
  let following: Unsubscribe | null = null;
  let state: ComposerState | undefined;
  let stop: (() => void) | undefined;

  function compute(): ComposerState {
    checkFiles();
    const permission = sendState.get();
    const { textBytes, uploadTypes } = limits.get();
    const hasContent = draft.trim() !== '' || files.some(({ refusal }) => !refusal);
    let blocked: Blocked | null = null;
    if (!permission.ok) {
      const { ok: _, ...why } = permission;
      if (why.reason !== 'empty') blocked = why;
    } else if (byteLength(draft) > textBytes) blocked = { reason: 'too-large' };
    else if (following) blocked = { reason: 'uploading' };
    const attempt = refused?.permission === permission ? refused.reason : null;
    const reason = attempt ?? (hasContent ? blocked?.reason : null) ?? null;
    const notice = reason && EVIDENT_REASONS.has(reason) ? null : reason;
    const accept = uploadTypes.join();
    const canSend = hasContent && !blocked;
    return {
      draft,
      files,
      uploads: uploads.get(),
      accept,
      blocked,
      notice,
      canSend,
      stopButton: canSend ? null : stopButton(),
      queued: client.queued?.get() ?? null,
    };
  }

  function stopButton(): ComposerState['stopButton'] {
    const permission = client.stopState?.get();
    if (permission?.ok) return 'enabled';
    return permission?.reason === 'stopping' ? 'busy' : null;
  }

  function get(): ComposerState {
    const next = compute();
    const unchanged =
      state !== undefined &&
      state.draft === next.draft &&
      state.files === next.files &&
      state.uploads === next.uploads &&
      state.accept === next.accept &&
      state.canSend === next.canSend &&
      state.stopButton === next.stopButton &&
      state.queued === next.queued &&
      state.notice === next.notice &&
      state.blocked?.reason === next.blocked?.reason &&
      state.blocked?.until === next.blocked?.until;
    if (!unchanged) state = next;
    return state as ComposerState;
  }

  function notify(): void {
    const before = state;
    const after = get();
    if (before !== after) subscribers.notify(get);
  }

  /** Checks each file against the current limits: the server's may arrive after the file was added. */
  function checkFiles(): void {
    const allowed = limits.get();
    let accepted = 0;
    const checked = files.map((file): ComposerFile => {
      const refusal = refuseFile(file.source, allowed) ?? (accepted < allowed.burst ? null : 'too-many');
      if (!refusal) accepted += 1;
      return refusal === file.refusal ? file : { ...file, refusal };
    });
    if (checked.some((file, index) => file !== files[index])) files = checked;
  }

  function setFiles(next: readonly ComposerFile[]): void {
    get();
    files = next;
    refused = null;
    notify();
  }

  function explain(reason: BlockedReason): void {
    get();
    refused = { reason, permission: sendState.get() };
    notify();
  }

  /** Sends the draft once its files are uploaded, so that it follows them in the list. */
  function followUploads(ids: ReadonlySet<string>): void {
    get();
    const isOver = (): boolean => {
      const own = uploads.get().filter(({ id }) => ids.has(id));
      if (own.some(({ status }) => status === 'uploading')) return false;
      unfollow();
      // The text may refer to a file that has failed, so it is not sent: the visitor decides.
      if (own.length === 0) sendText();
      else notify();
      return true;
    };
    following = uploads.subscribe(() => void isOver());
    notify();
  }

  function unfollow(): void {
    get();
    following?.();
    following = null;
  }

  function sendText(): Result {
    const result = client.send(draft.trim());
    if (result.ok) composer.setDraft('');
    else explain(result.reason);
    return result;
  }

  /** Sends the files and the draft, as far as possible. */
  function attempt(): Result | Refused {
    const { blocked } = get();
    if (blocked) return { ok: false, ...blocked };
    const text = draft.trim();
    const earlier = new Set(uploads.get().map(({ id }) => id));
    const uploaded = sendFiles();
    // Without a text only the files are sent; if a file was refused, the text waits for it.
    if (uploaded && (!uploaded.ok || !text)) return uploaded;
    if (!text) return { ok: false, reason: 'empty' };
    const started = uploads.get().filter(({ id }) => !earlier.has(id));
    if (!uploaded || started.length === 0) return sendText();
    followUploads(new Set(started.map(({ id }) => id)));
    return uploaded;
  }

  /** Starts the uploads in order, until one is refused. */
  function sendFiles(): Result | null {
    let result: Result | null = null;
    for (const { source, refusal } of files) {
      if (refusal) continue;
      result = client.upload(source);
      if (!result.ok) return result;
      setFiles(files.filter((file) => file.source !== source));
    }
    return result;
  }

  const composer: Composer<Result> = {
    get,
    subscribe(listener) {
      const remove = subscribers.add(listener);
      if (subscribers.size === 1) {
        const { stopState, queued } = client;
        const parts = [sendState, limits, uploads, ...(stopState ? [stopState] : []), ...(queued ? [queued] : [])];
        const stops = parts.map((part) => part.subscribe(notify));
        stop = () => {
          for (const each of stops) each();
        };
      }
      return () => {
        remove();
        if (subscribers.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
    setDraft(text, { isTyped = true } = {}) {
      get();
      if (text === draft) return;
      // A draft that is changed during its uploads is no longer sent automatically.
      unfollow();
      draft = text;
      refused = null;
      if (isTyped) client.setTyping(text.trim() !== '');
      notify();
    },
    attach(sources) {
      const added = Array.from(sources, (source): ComposerFile => {
        attached += 1;
        return { id: `file-${attached}`, name: source.name || 'file', size: source.size, refusal: null, source };
      });
      if (added.length > 0) setFiles([...files, ...added]);
    },
    removeFile(id) {
      const rest = files.filter((file) => file.id !== id);
      const isKnown = rest.length < files.length;
      if (isKnown) setFiles(rest);
      return isKnown;
    },
    send() {
      const result = attempt();
      if (!result.ok) explain(result.reason);
      return result;
    },
    editQueued() {
      const queued = client.queued?.get();
      if (!queued || !composer.removeQueued()) return false;
      composer.setDraft(draft ? `${queued.text}\n${draft}` : queued.text);
      return true;
    },
    removeQueued() {
      const queued = client.queued?.get();
      return queued ? (client.discard?.(queued.id) ?? false) : false;
    },
    stop: () => client.stop?.() ?? { ok: false, reason: 'unsupported' },
    explain,
    onKeyDown(event) {
      if (!isSubmitKey(event)) return;
      event.preventDefault();
      composer.send();
    },
  };
  return composer;
}
