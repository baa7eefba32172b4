/** The messages between tabs. */
export type TabMessage =
  /** The draft in the input. */
  | { readonly type: 'draft'; readonly text: string }
  /** Everything up to this position of the log has been read. */
  | { readonly type: 'read'; readonly seq: number }
  /** A new tab requests the current draft. */
  | { readonly type: 'joined' };

/** The part of a `BroadcastChannel` that is used. */
export interface ChannelLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/** A longer draft is not shared. */
const MAX_DRAFT_LENGTH = 16 * 1024;

/** Validates a message of another tab, which may run another version or not be part of this chat. */
function parse(data: unknown): TabMessage | null {
  const { type, text, seq } = (data ?? {}) as { type?: unknown; text?: unknown; seq?: unknown };
  if (type === 'draft' && typeof text === 'string' && text.length <= MAX_DRAFT_LENGTH) return { type, text };
  if (type === 'read' && Number.isSafeInteger(seq)) return { type, seq: seq as number };
  return type === 'joined' ? { type } : null;
}

/** A channel to the other tabs. Without BroadcastChannel it does nothing and does not throw. */
export class TabChannel {
  readonly #channel: ChannelLike | null;

  constructor(open: () => ChannelLike, onMessage: (message: TabMessage) => void) {
    let channel: ChannelLike | null = null;
    try {
      channel = open();
      channel.addEventListener('message', ({ data }) => {
        const message = parse(data);
        if (message) onMessage(message);
      });
    } catch {
      // A sandboxed frame, or a browser without BroadcastChannel: nothing is shared.
    }
    this.#channel = channel;
  }

  post(message: TabMessage): void {
    if (message.type === 'draft' && message.text.length > MAX_DRAFT_LENGTH) return;
    try {
      this.#channel?.postMessage(message);
    } catch {
      // The browser has already closed the channel.
    }
  }

  close(): void {
    this.#channel?.close();
  }
}
