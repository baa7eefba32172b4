import type { ChatClient } from '../client/chat-client.types.ts';
import { Batch, Cell } from '../lib/reactive.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';
import { browserLifecycle, browserLocks } from '../platform/browser-platform.ts';
import type { Platform } from '../platform/platform.types.ts';
import { type ChannelLike, TabChannel } from './tab-channel.ts';

/** Anything with a draft, such as a `createComposer()`. */
export interface DraftHolder {
  get(): { readonly draft: string };
  subscribe(listener: (state: { readonly draft: string }) => void): Unsubscribe;
  setDraft(text: string, options?: { readonly isTyped?: boolean | undefined }): void;
}

/** The options of `joinTabs()`. */
export interface TabsOptions {
  /** The same name in every tab of the chat: `visitorKey(url, botId)`. */
  readonly name: string;
  /** The input whose draft the tabs share. Default: no draft is shared. */
  readonly composer?: DraftHolder | undefined;
  /** Replaces parts of the browser's platform, for tests. */
  readonly platform?: Partial<Pick<Platform, 'locks' | 'lifecycle'>> | undefined;
  /** Replaces `BroadcastChannel`, for tests. */
  readonly openChannel?: ((name: string) => ChannelLike) | undefined;
}

/** The state that this tab shares with the others. */
export interface Tabs {
  /**
   * Whether this tab plays sounds and shows notifications. Exactly one tab does at any time; when it is closed or
   * frozen, another one takes over. Without Web Locks every tab notifies.
   */
  readonly notifies: Readable<boolean>;
  /** Stops sharing; the draft is kept. Calling it again does nothing. */
  leave: Unsubscribe;
}

/**
 * Shares state with the other tabs of a chat: a draft written in one tab appears in all, messages read in one are read
 * in all, and one of them notifies the visitor. No data leaves the browser. Never throws; if the browser forbids locks
 * or channels, the tabs are independent.
 *
 * @example
 * const tabs = joinTabs(chat, { name: visitorKey(url, botId), composer });
 * chat.on('message', () => tabs.notifies.get() && playSound());
 */
export function joinTabs(chat: ChatClient, options: TabsOptions): Tabs {
  const { name, composer } = options;
  const { locks = browserLocks, lifecycle = browserLifecycle } = options.platform ?? {};
  const batch = new Batch();
  const notifies = new Cell(batch, false);

  let draft = composer?.get().draft;

  const open = options.openChannel ?? ((channel: string): ChannelLike => new BroadcastChannel(channel));
  let isReceiving = false;
  const channel = new TabChannel(
    () => open(name),
    (message) => {
      // A draft from another tab must not be sent back.
      isReceiving = true;
      try {
        if (message.type === 'joined') postDraft();
        else if (message.type === 'draft') composer?.setDraft(message.text, { isTyped: false });
        else if (message.seq >= newestOf(chat) && chat.unread.get() > 0) chat.markRead();
      } finally {
        isReceiving = false;
      }
    },
  );
  /** An empty draft is not sent, because a new tab would clear the others. */
  function postDraft(): void {
    if (draft) channel.post({ type: 'draft', text: draft });
  }

  const stops = [
    chat.read.subscribe(({ visitor }) => channel.post({ type: 'read', seq: visitor })),
    composer?.subscribe((state) => {
      if (state.draft === draft) return;
      draft = state.draft;
      if (!isReceiving) channel.post({ type: 'draft', text: draft });
    }),
    lifecycle.subscribe((event) => (event === 'suspend' ? stopNotifying() : requestNotifying())),
  ];

  let request: AbortController | null = null;
  /** Waits for the lock of the notifying tab, and holds it until `leave()`. */
  function requestNotifying(): void {
    if (request) return;
    request = new AbortController();
    const { signal } = request;
    const hold = (): Promise<void> =>
      new Promise((resolve) => {
        const write = (value: boolean): void => batch.run(() => notifies.set(value));
        if (signal.aborted) {
          resolve();
          return;
        }
        write(true);
        signal.addEventListener('abort', () => {
          write(false);
          resolve();
        });
      });
    // Without locks no tab can be chosen, so each one notifies.
    void locks.run(`${name}:notifies`, hold, signal).catch(hold);
  }
  /** A frozen page that holds the lock would prevent all notifications. */
  function stopNotifying(): void {
    request?.abort();
    request = null;
  }

  requestNotifying();
  channel.post({ type: 'joined' });
  let hasLeft = false;
  return {
    notifies,
    leave: () => {
      if (hasLeft) return;
      hasLeft = true;
      for (const stop of stops) stop?.();
      stopNotifying();
      channel.close();
    },
  };
}

/** The newest position of the log that this tab shows. */
function newestOf(chat: ChatClient): number {
  return chat.messages.get().reduce((newest, { seq = 0 }) => Math.max(newest, seq), 0);
}
