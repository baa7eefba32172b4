import { type ChatClient, type ChatClientOptions, createChatClient } from '@connective-chat/core';
import {
  createMemoryPlatform,
  type MemoryLifecycle,
  MemoryServer,
  type MemoryServerOptions,
  VirtualClock,
} from '@connective-chat/core/testing';

interface SetUp {
  readonly clock: VirtualClock;
  readonly server: MemoryServer;
  readonly chat: ChatClient;
  readonly platform: ReturnType<typeof createMemoryPlatform>;
  readonly lifecycle: MemoryLifecycle;
  /** Gives back the lease that `chat` was opened with. */
  release(): void;
  /** The text and the delivery state of each message. */
  view(): string[];
  /** Opens another page of the same browser. */
  open(options?: Partial<ChatClientOptions>): ChatClient;
}

/** A client that is connected to a server in memory, with a clock that only the test advances. */
export async function setUp(
  { online = true, ...options }: Partial<ChatClientOptions> & { online?: boolean } = {},
  serverOptions: Partial<MemoryServerOptions> = {},
): Promise<SetUp> {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, ...serverOptions });
  const platform = createMemoryPlatform(clock, server, options.platform);
  const releases: (() => void)[] = [];
  const open = (more: Partial<ChatClientOptions> = {}): ChatClient => {
    const chat = createChatClient({
      url: 'http://memory',
      botId: 1,
      ...options,
      ...more,
      platform: { ...platform, ...more.platform },
    });
    releases.push(chat.start());
    return chat;
  };
  const chat = open();
  if (online) await clock.advance(10);
  return {
    clock,
    server,
    chat,
    platform,
    lifecycle: platform.lifecycle as MemoryLifecycle,
    release: () => releases[0]?.(),
    view: () => viewOf(chat),
    open,
  };
}

export const viewOf = (chat: ChatClient): string[] =>
  chat.messages.get().map(({ body, delivery }) => `${body.type === 'text' ? body.text : body.type}:${delivery}`);
