import type { BlockedReason, ChatClient, Permission, SendResult, UploadResult } from '../client/chat-client.types.ts';
import { byteLength } from '../lib/byte-length.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';
import { Subscribers } from '../lib/subscribers.ts';
import { refuseFile } from '../uploads/refuse-file.ts';
import type { Upload, UploadSource } from '../uploads/upload.types.ts';
import { isSubmitKey, type KeyPress } from './submit-key.ts';

/** Why nothing can be sent now, whatever is written, and until when at most. */
export type Blocked = Omit<Extract<Permission, { ok: false }>, 'ok'>;

/** A file that was picked, pasted or dropped, and goes with the next send. */
export interface ComposerFile {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Why it cannot be sent; it stays to be seen until it is removed. */
  readonly refusal: BlockedReason | null;
  readonly source: UploadSource;
}

/** The input at one moment. The same object until something changes. */
export interface ComposerState {
  /** The text in the input, as it was written. */
  readonly draft: string;
  /** What goes along with the draft. */
  readonly files: readonly ComposerFile[];
  /** What has been sent and is on its way, or has failed. */
  readonly uploads: readonly Upload[];
  /** The MIME types that a file may have, as an input's `accept` takes them. */
  readonly accept: string;
  /** Why nothing can be sent now; `null` also while there is just nothing to send. */
  readonly blocked: Blocked | null;
  /**
   * The reason to show beside the input: why the last attempt was refused, else why what is written cannot be sent
   * now. `null` while the input is empty and nobody tried, and for reasons that are plain to see.
   */
  readonly notice: BlockedReason | null;
  /** Whether there is something to send, a text or a file, and nothing blocks it. */
  readonly canSend: boolean;
}

/**
 * Where a composer sends to: a chat client, or one conversation of a program that holds many.
 *
 * @typeParam Result what a send or an upload answers
 */
export interface ComposerTarget<Result extends Permission = SendResult | UploadResult> {
  readonly limits: ChatClient['limits'];
  readonly sendState: ChatClient['sendState'];
  readonly uploads: ChatClient['uploads'];
  send(text: string): Result;
  upload(file: UploadSource): Result;
  setTyping(on: boolean): void;
}

/** What stands in the input, and whether it may go. Writing is always free; only sending waits. */
export interface Composer<Result extends Permission = SendResult | UploadResult> extends Readable<ComposerState> {
  /**
   * Changes the draft, and tells an operator that the visitor types, unless `isTyped` is `false`:
   * a draft that was restored, or written in another tab, is nobody's typing here.
   */
  setDraft(text: string, options?: { readonly isTyped?: boolean | undefined }): void;
  /** Puts files beside the draft. */
  attach(files: Iterable<UploadSource>): void;
  /** Takes one away again; `false` where there is none. */
  removeFile(id: string): boolean;
  /**
   * Sends the files and the draft, and forgets them; what is refused stays where it is. A draft with files stays in
   * the input until they are at the server, and is then sent after them (`blocked` is `uploading` meanwhile); where one
   * of them fails, or the draft is changed, it waits for the next send.
   */
  send(): Result | Refused;
  /** Shows why something beside the input was refused, such as a button, until the next change. */
  explain(reason: BlockedReason): void;
  /** Sends on Enter, but not on Shift+Enter, and not while an input method composes. */
  onKeyDown(event: KeyPress): void;
}

/** A send that did not begin. */
type Refused = Extract<Permission, { readonly ok: false }>;

/** Reasons that are plain to see: an empty input, an answered question. */
const EVIDENT_REASONS: ReadonlySet<BlockedReason> = new Set(['empty', 'answered', 'no-more']);

/**
 * The model of an input for one conversation. It holds no timers and needs no disposal.
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
  /** Why the last attempt was refused, and the permission of that moment: with another one it is out of date. */
  let refused: { readonly reason: BlockedReason; readonly permission: Permission } | null = null;
  /** Ends the wait for files that the draft goes after; `null` while it waits for none. */
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
    return { draft, files, uploads: uploads.get(), accept, blocked, notice, canSend: hasContent && !blocked };
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

  /** Whether each file may be sent, by the limits of now: those of the server may come after the file. */
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

  /** Sends the draft once its files are at the server, so that it stands below them. */
  function followUploads(ids: ReadonlySet<string>): void {
    get();
    const isOver = (): boolean => {
      const own = uploads.get().filter(({ id }) => ids.has(id));
      if (own.some(({ status }) => status === 'uploading')) return false;
      unfollow();
      // Without its file a text may say something else: it stays, and its writer decides.
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

  /** Sends the files and the draft, as far as they go. */
  function attempt(): Result | Refused {
    const { blocked } = get();
    if (blocked) return { ok: false, ...blocked };
    const text = draft.trim();
    const earlier = new Set(uploads.get().map(({ id }) => id));
    const uploaded = sendFiles();
    // Without a text the files are the whole; with one that was refused the text waits for them.
    if (uploaded && (!uploaded.ok || !text)) return uploaded;
    if (!text) return { ok: false, reason: 'empty' };
    const begun = uploads.get().filter(({ id }) => !earlier.has(id));
    if (!uploaded || begun.length === 0) return sendText();
    followUploads(new Set(begun.map(({ id }) => id)));
    return uploaded;
  }

  /** Begins the uploads, in order, up to the first that is refused. */
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
        const stops = [sendState, limits, uploads].map((part) => part.subscribe(notify));
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
      // What is changed while its files are on their way is sent by its writer.
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
    explain,
    onKeyDown(event) {
      if (!isSubmitKey(event)) return;
      event.preventDefault();
      composer.send();
    },
  };
  return composer;
}
