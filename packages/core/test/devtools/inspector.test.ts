import { createChatClient, type InspectHook } from '@connective-chat/core';
import { lazyInspector } from '@connective-chat/core/devtools';
import { createMemoryPlatform, MemoryServer, settle, VirtualClock } from '@connective-chat/core/testing';
import { expect, it, vi } from 'vitest';

interface Seen {
  readonly type: string;
  readonly event?: { readonly type: string };
}

async function inspected(inspect: InspectHook) {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script: (turn) => turn.think('Looking') });
  const platform = createMemoryPlatform(clock, server);
  const chat = createChatClient({ url: 'http://memory', botId: 1, platform, inspect });
  chat.start();
  await clock.advance(10);
  chat.send('Hi');
  await clock.advance(10);
  return chat;
}

const eventsOf = (seen: readonly Seen[]) =>
  seen.filter(({ type }) => type === '@xstate.event').map(({ event }) => event?.type);

it('reports the machine’s transitions to an inspector', async () => {
  const seen: Seen[] = [];
  await inspected((event: Seen) => void seen.push(event));
  expect(eventsOf(seen)).toEqual(expect.arrayContaining(['lease.acquired', 'link.opened', 'thinking.started']));
  expect(seen.map(({ type }) => type)).toContain('@xstate.snapshot');
});

it('accepts an observer, as inspectors do', async () => {
  const seen: Seen[] = [];
  await inspected({ next: (event: Seen) => void seen.push(event) });
  expect(eventsOf(seen)).toContain('link.opened');
});

it('continues when the inspector throws, and reports the error', async () => {
  vi.useFakeTimers();
  const chat = await inspected(() => {
    throw new Error('the inspector broke');
  });
  expect(chat.status.get()).toBe('thinking');
  expect(() => vi.runAllTimers()).toThrow('the inspector broke');
  vi.useRealTimers();
});

it('loads an inspector on the first event, and passes it the earlier ones', async () => {
  const seen: Seen[] = [];
  let arrive: (hook: InspectHook) => void = () => {};
  const load = vi.fn(
    () =>
      new Promise<InspectHook>((resolve) => {
        arrive = resolve;
      }),
  );
  const hook = lazyInspector(load);
  expect(load).not.toHaveBeenCalled();
  await inspected(hook);
  expect(load).toHaveBeenCalledOnce();
  arrive({ next: (event: Seen) => void seen.push(event) });
  await settle();
  expect(eventsOf(seen)).toEqual(expect.arrayContaining(['lease.acquired', 'thinking.started']));
});

it('keeps the newest queued events, and continues if the inspector cannot be loaded', async () => {
  const seen: number[] = [];
  let arrive: (hook: InspectHook) => void = () => {};
  const hook = lazyInspector(
    () =>
      new Promise((resolve) => {
        arrive = resolve;
      }),
  ) as (event: number) => void;
  for (let event = 0; event < 5_000; event += 1) hook(event);
  arrive((event: number) => void seen.push(event));
  await settle();
  expect([seen.length, seen[0], seen.at(-1)]).toEqual([1_000, 4_000, 4_999]);

  vi.useFakeTimers();
  const chat = await inspected(lazyInspector(() => Promise.reject(new Error('no such module'))));
  expect(chat.status.get()).toBe('thinking');
  expect(() => vi.runAllTimers()).toThrow('no such module');
  vi.useRealTimers();
});
