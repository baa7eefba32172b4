import { createChatClient } from '@connective-chat/core';
import {
  createMemoryPlatform,
  MemoryServer,
  type Script,
  type ThinkOptions,
  VirtualClock,
} from '@connective-chat/core/testing';
import { describe, expect, it } from 'vitest';

const OVERDUE: ThinkOptions['overdue'] = { text: 'Still asking the shop', choices: ['wait', 'person', 'retry'] };

/** An agent that thinks for 3 s, and then for ever. */
const slow: Script = (turn) => turn.think('Asking the shop', { ttlMs: 3_000, overdue: { ...OVERDUE, waitMs: 5_000 } });

/** A chat whose agent has taken longer than its deadline. */
async function late(script: Script = slow) {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script });
  const asked: string[] = [];
  server.intercept = (event, payload) => {
    const { body } = payload as { readonly body?: { readonly type: string; readonly text?: string } };
    if (event === 'send') asked.push(body?.text ?? body?.type ?? '');
    if (event === 'stop') asked.push('(stop)');
    return undefined;
  };
  const chat = createChatClient({ url: 'http://memory', botId: 1, platform: createMemoryPlatform(clock, server) });
  const timeouts: string[] = [];
  chat.on('thinkingTimeout', ({ text }) => timeouts.push(text));
  chat.start();
  await clock.advance(10);
  const began = clock.now();
  chat.send('Where is my order?');
  await clock.advance(3_100);
  return { clock, server, chat, asked, timeouts, began };
}

describe('the deadline of thinking', () => {
  it('offers the words and choices of the scenario, says since when the agent works, and leaves the input free', async () => {
    const { chat, timeouts, began } = await late();
    expect(chat.overdue.get()).toMatchObject(OVERDUE as object);
    expect((chat.overdue.get()?.since ?? 0) - began).toBeLessThan(100);
    expect(chat.thinking.get()).toBeNull();
    expect(chat.can('send')).toEqual({ ok: true });
    expect(timeouts).toEqual(['Asking the shop']);
  });

  it('stays until the turn ends: a heartbeat and a reconnect bring it back', async () => {
    const { clock, server, chat } = await late();
    server.beat();
    await clock.advance(10);
    expect(chat.overdue.get()).not.toBeNull();
    server.drop();
    await clock.advance(5_000);
    expect(chat.overdue.get(), 'after a reconnect').toMatchObject({ choices: ['wait', 'person', 'retry'] });
    server.say('It is on its way');
    await clock.advance(10);
    expect(chat.overdue.get()).toBeNull();
  });

  it('counts from when the server began, for a client that connects later', async () => {
    const clock = new VirtualClock();
    const server = new MemoryServer({ clock });
    server.intercept = (event, _, answer) => {
      if (event !== 'hello') return undefined;
      return { ...(answer() as object), thinking: { rev: 1, turn: 1, on: true, ttlMs: 0, elapsedMs: 42_000 } };
    };
    const chat = createChatClient({ url: 'http://memory', botId: 1, platform: createMemoryPlatform(clock, server) });
    chat.start();
    await clock.advance(10);
    expect(chat.overdue.get()).toEqual({ text: '', choices: [], since: expect.any(Number) });
    expect(clock.now() - (chat.overdue.get()?.since ?? 0)).toBeGreaterThanOrEqual(42_000);
    expect(chat.can('send')).toEqual({ ok: true });
  });

  it('offers no choice without a connection', async () => {
    const { clock, server, chat } = await late();
    server.reachable = false;
    server.drop();
    await clock.advance(10);
    expect(chat.overdue.get()?.choices).toEqual([]);
    expect(chat.chooseOverdue('wait')).toEqual({ ok: false, reason: 'not-found' });
    expect(chat.chooseOverdue('retry')).toEqual({ ok: false, reason: 'not-found' });
    expect(chat.can('send')).toEqual({ ok: true });
  });

  it('fault 71: waiting on blocks the input once more, for the time of the scenario, with the thinking as it was', async () => {
    const { clock, server, chat, asked } = await late();
    expect(chat.chooseOverdue('wait')).toEqual({ ok: true });
    expect(chat.thinking.get()).toMatchObject({ text: 'Asking the shop' });
    expect(chat.can('send')).toMatchObject({ ok: false, reason: 'thinking' });
    server.beat();
    await clock.advance(4_800);
    expect(chat.can('send'), 'news after the deadline end no waiting').toMatchObject({ ok: false });
    await clock.advance(300);
    expect(chat.overdue.get()?.choices).toEqual(['wait', 'person', 'retry']);
    expect(asked).toEqual(['Where is my order?']);

    chat.chooseOverdue('wait');
    server.beat();
    await clock.advance(10);
    server.faults = { delay: () => 500 };
    chat.stop();
    await clock.advance(400);
    expect(chat.can('send'), 'a stop has its own deadline').toMatchObject({ ok: false });
    await clock.advance(2_000);
    expect(chat.can('send')).toEqual({ ok: true });
    expect(chat.overdue.get()).toBeNull();
  });

  it('asking a person requests an operator', async () => {
    const { clock, chat, asked } = await late();
    expect(chat.chooseOverdue('person')).toEqual({ ok: true });
    await clock.advance(10);
    expect(asked).toEqual(['Where is my order?', 'request_operator']);
    expect(chat.overdue.get()).toBeNull();
  });

  it('asking again stops the turn, and sends the question once it is stopped', async () => {
    const { clock, chat, asked } = await late();
    expect(chat.chooseOverdue('retry')).toEqual({ ok: true });
    expect(chat.chooseOverdue('retry'), 'a second press changes nothing').toEqual({ ok: false, reason: 'not-found' });
    await clock.advance(100);
    expect(asked).toEqual(['Where is my order?', '(stop)', 'Where is my order?']);
    expect(chat.thinking.get()).toMatchObject({ text: 'Asking the shop' });
  });

  it('asks nothing again if the answer came before the stop', async () => {
    const { clock, server, chat, asked } = await late(async (turn) => {
      slow(turn);
      await turn.wait(4_000);
      turn.reply('It is on its way');
    });
    server.faults = { delay: (event) => (event === 'stop' ? 2_000 : 1) };
    chat.chooseOverdue('retry');
    await clock.advance(10_000);
    expect(asked).toEqual(['Where is my order?', '(stop)']);
    expect(chat.can('send')).toEqual({ ok: true });
  });

  it('offers the choices again if the stop is not answered, and asks nothing twice', async () => {
    const { clock, server, chat, asked } = await late();
    server.silent = true;
    chat.chooseOverdue('retry');
    expect(chat.can('send')).toMatchObject({ ok: false });
    await clock.advance(5_100);
    expect(chat.can('send')).toEqual({ ok: true });
    expect(asked.filter((text) => text === 'Where is my order?')).toHaveLength(1);
    expect(chat.overdue.get()).not.toBeNull();
  });

  it('does not come back for a turn for which the visitor has written something else', async () => {
    const { clock, server, chat } = await late((turn) => {
      if (turn.message.seq === 1) void slow(turn);
    });
    chat.send('Never mind');
    await clock.advance(10);
    expect(chat.overdue.get()).toBeNull();
    server.beat();
    await clock.advance(10);
    expect(chat.overdue.get()).toBeNull();
  });

  it('is read tolerantly: what cannot be read is left out, and never costs the frame', async () => {
    const { clock, server, chat } = await late((turn) => {
      const overdue = { text: 7, choices: ['retry', 'dance', null, 'retry'], waitMs: -1 } as never;
      turn.think('Asking', { ttlMs: 1_000, overdue });
    });
    expect(chat.overdue.get()).toMatchObject({ text: '', choices: ['retry'] });
    server.conversation.rev += 1;
    server.push('thinking', { rev: server.conversation.rev, turn: 1, on: true, ttlMs: 0, overdue: ['wait'] });
    await clock.advance(10);
    expect(chat.overdue.get()).toMatchObject({ text: '', choices: [] });
  });
});
