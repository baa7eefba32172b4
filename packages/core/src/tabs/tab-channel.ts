/** The messages between tabs. */
export type TabMessage =
  /** The draft in the input. */
  | { readonly type: 'draft'; readonly text: string }
  /** Everything up to this place of the log has been read. */
  | { readonly type: 'read'; readonly seq: number }
  /** A new tab requests the current draft. */
  | { readonly type: 'joined' };

/** What is needed of a `BroadcastChannel`. */
export interface ChannelLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/** A longer draft stays in its tab. */
const MAX_DRAFT_LENGTH = 16 * 1024;

/** Validates a message of another tab, which may be of another version or foreign. */
function parse(data: unknown): TabMessage | null {
  const { type, text, seq } = (data ?? {}) as { type?: unknown; text?: unknown; seq?: unknown };
  if (type === 'draft' && typeof text === 'string' && text.length <= MAX_DRAFT_LENGTH) return { type, text };
  if (type === 'read' && Number.isSafeInteger(seq)) return { type, seq: seq as number };
  return type === 'joined' ? { type } : null;
}

/** A channel to the other tabs. Without BroadcastChannel it does nothing and does not throw. */
export class TabChannel {
  readonly #channel: ChannelLike | null;

  constructor(open: () => ChannelLike, hear: (message: TabMessage) => void) {
    let channel: ChannelLike | null = null;
    try {
      channel = open();
      channel.addEventListener('message', ({ data }) => {
        const message = parse(data);
        if (message) hear(message);
      });
    } catch {
      // A sandboxed frame, or a browser without BroadcastChannel: each tab is on its own.
    }
    this.#channel = channel;
  }

  tell(message: TabMessage): void {
    if (message.type === 'draft' && message.text.length > MAX_DRAFT_LENGTH) return;
    try {
      this.#channel?.postMessage(message);
    } catch {
      // Closed by the browser under our feet.
    }
  }

  close(): void {
    this.#channel?.close();
  }
}
