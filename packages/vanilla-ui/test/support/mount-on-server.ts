import { type ChatClient, createChatClient } from '@connective-chat/core';
import {
  createMemoryPlatform,
  MemoryServer,
  type MemoryServerOptions,
  VirtualClock,
} from '@connective-chat/core/testing';
import { type Mounted, mount } from './mount.ts';

export interface MountedOnServer extends Omit<Mounted, 'client'> {
  readonly chat: ChatClient;
  readonly server: MemoryServer;
  readonly clock: VirtualClock;
}

/** An open widget with the real client and store, connected to a server in memory. Its clock starts at noon. */
export async function mountOnServer(options: Omit<MemoryServerOptions, 'clock'> = {}): Promise<MountedOnServer> {
  const clock = new VirtualClock(new Date().setHours(12, 0, 0, 0));
  const server = new MemoryServer({ clock, ...options });
  const platform = createMemoryPlatform(clock, server);
  const chat = createChatClient({ url: 'http://memory', botId: 1, platform });
  const mounted = mount({}, chat);
  await mounted.open();
  await clock.advance(1_000);
  return { ...mounted, chat, server, clock };
}
