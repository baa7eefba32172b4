import { createChatClient } from '@connective-chat/core';
import { createMemoryPlatform, type MemoryLifecycle, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import { expect, it } from 'vitest';

function world() {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script: (turn) => turn.think('Looking', { ttlMs: 5_000 }) });
  const platform = createMemoryPlatform(clock, server);
  const options = { url: 'http://memory', botId: 1, platform };
  return { clock, server, options, lifecycle: platform.lifecycle as MemoryLifecycle };
}

/** Everything that a client has taken from its environment and not released. */
const left = ({ clock, server, lifecycle }: ReturnType<typeof world>) => ({
  timers: clock.pending,
  sockets: server.connected,
  listeners: lifecycle.listeners,
});
const NOTHING = { timers: 0, sockets: 0, listeners: 0 };

it('leaves no socket, timer or listener after 1,000 starts and releases', async () => {
  const here = world();
  const chat = createChatClient(here.options);
  for (let round = 0; round < 1_000; round += 1) {
    const release = chat.start();
    // Dispose in a different state each time: connecting, resuming, online, thinking, during a send.
    await here.clock.advance(round % 4);
    if (round % 3 === 0) chat.send('Hi');
    chat.setTyping(round % 2 === 0);
    release();
    release();
    await here.clock.advance(round % 5 === 0 ? 10_000 : 3_500);
  }
  await here.clock.advance(60_000);
  expect(left(here)).toEqual(NOTHING);
  expect(chat.status.get()).toBe('idle');
});

it('leaves none after 1,000 created and released clients, and has none before the first start', async () => {
  const here = world();
  for (let round = 0; round < 1_000; round += 1) {
    const chat = createChatClient(here.options);
    if (round === 0) expect(left(here)).toEqual(NOTHING);
    const first = chat.start();
    const second = chat.start();
    await here.clock.advance(round % 3);
    first();
    second();
  }
  await here.clock.advance(60_000);
  expect(left(here)).toEqual(NOTHING);
});

it('keeps one connection over consecutive leases', async () => {
  const here = world();
  const chat = createChatClient(here.options);
  let release = chat.start();
  await here.clock.advance(10);
  for (let round = 0; round < 1_000; round += 1) {
    release();
    release = chat.start();
    await here.clock.advance(1);
  }
  expect(here.server.handshakes).toHaveLength(1);
  expect(left(here)).toMatchObject({ sockets: 1, listeners: 1 });
});
