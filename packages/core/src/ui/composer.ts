import type { ChatClient, Permission, SendResult } from '../client/chat-client.types.ts';
import { byteLength } from '../lib/byte-length.ts';
import type { Readable } from '../lib/readable.ts';
import { isSubmitKey, type KeyPress } from './submit-key.ts';

/** Why nothing can be sent now, whatever is written, and until when at most. */
export type Blocked = Omit<Extract<Permission, { ok: false }>, 'ok'>;

export interface ComposerState {
  readonly draft: string;
  /** Why nothing can be sent now; `null` also while there is just nothing to send. */
  readonly blocked: Blocked | null;
  readonly canSend: boolean;
}

/** What stands in the input, and whether it may go. Writing is always free; only sending waits. */
export interface Composer extends Readable<ComposerState> {
  readonly client: ChatClient;
  /** Changes the draft, and tells an operator that the visitor types. */
  setDraft(text: string): void;
  /** Sends the draft and empties it; a refused one stays where it is. */
  send(): SendResult;
  /** Sends on Enter, but not on Shift+Enter, and not while an input method composes. */
  onKeyDown(event: KeyPress): void;
}

/** The model of an input for one client. It holds no timers and needs no disposal. */
export function createComposer(client: ChatClient): Composer {
  const listeners = new Set<(state: ComposerState) => void>();
  let draft = '';
  let state: ComposerState | undefined;
  let stop: (() => void) | undefined;

  function compute(): ComposerState {
    const permission = client.sendState.get();
    const hasText = draft.trim() !== '';
    let blocked: Blocked | null = null;
    if (!permission.ok) {
      const { ok: _, ...why } = permission;
      if (why.reason !== 'empty') blocked = why;
    } else if (byteLength(draft) > client.limits.get().textBytes) blocked = { reason: 'too-large' };
    return { draft, blocked, canSend: hasText && !blocked };
  }

  function get(): ComposerState {
    const next = compute();
    const unchanged =
      state !== undefined &&
      state.draft === next.draft &&
      state.canSend === next.canSend &&
      state.blocked?.reason === next.blocked?.reason &&
      state.blocked?.until === next.blocked?.until;
    if (!unchanged) state = next;
    return state as ComposerState;
  }

  function notify(): void {
    const before = state;
    const after = get();
    if (before !== after) for (const listener of [...listeners]) listener(after);
  }

  const composer: Composer = {
    client,
    get,
    subscribe(listener) {
      // An entry of its own, so that one function may listen twice.
      const entry = (value: ComposerState) => listener(value);
      listeners.add(entry);
      if (listeners.size === 1) {
        const stops = [client.sendState.subscribe(notify), client.limits.subscribe(notify)];
        stop = () => {
          for (const each of stops) each();
        };
      }
      return () => {
        if (listeners.delete(entry) && listeners.size === 0) stop?.();
      };
    },
    setDraft(text) {
      get();
      if (text === draft) return;
      draft = text;
      client.setTyping(text.trim() !== '');
      notify();
    },
    send() {
      const result = client.send(draft.trim());
      if (result.ok) composer.setDraft('');
      return result;
    },
    onKeyDown(event) {
      if (!isSubmitKey(event)) return;
      event.preventDefault();
      composer.send();
    },
  };
  return composer;
}
