import { type ChatClientOptions, createChatClient, type StopOutcome } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, type Script, VirtualClock } from '@connective-chat/core/testing';
import { describe, expect, it } from 'vitest';

/** An agent that works until it is stopped, for half a minute at most. */
const atLength: Script = async (turn) => {
  turn.think('Writing', { ttlMs: 20_000 });
  turn.draft(`draft-${turn.message.seq}`, 1, { text: 'One,' });
  turn.draft(`draft-${turn.message.seq}`, 2, { append: ' two' });
  await turn.wait(30_000);
  turn.reply('One, two, three');
};

/** A chat whose agent is working, and the requests of the client. */
async function working(script: Script = atLength, options: Partial<ChatClientOptions> = {}) {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script });
  const requests: { readonly event: string; readonly payload: unknown }[] = [];
  server.intercept = (event, payload) => void requests.push({ event, payload });
  const platform = createMemoryPlatform(clock, server);
  const chat = createChatClient({ url: 'http://memory', botId: 1, ...options, platform });
  const outcomes: StopOutcome[] = [];
  chat.on('stopSettled', (outcome) => outcomes.push(outcome));
  chat.start();
  await clock.advance(10);
  chat.send('Tell me');
  await clock.advance(10);
  const stops = () => requests.filter(({ event }) => event === 'stop').map(({ payload }) => payload);
  const shown = () =>
    chat.messages.get().map(({ body, stopped, streaming }) => {
      const text = body.type === 'text' ? body.text : body.type;
      return streaming ? `${text}…` : stopped ? `${text} (stopped)` : text;
    });
  return { clock, server, chat, outcomes, stops, shown };
}

describe('a stop', () => {
  it('keeps what was written as a stopped message, and the input is free with the answer', async () => {
    const { clock, chat, outcomes, stops, shown } = await working();
    expect(chat.can('stop')).toEqual({ ok: true });
    expect(chat.thinking.get(), 'the draft is shown in its place').toBeNull();
    const stop = chat.stop();
    expect(chat.can('stop')).toEqual({ ok: false, reason: 'stopping' });
    expect(chat.stop(), 'a second press changes nothing').toEqual({ ok: false, reason: 'stopping' });
    expect(chat.can('send')).toMatchObject({ ok: false, reason: 'thinking' });
    await clock.advance(10);
    expect(stop.ok && (await stop.settled)).toEqual({ stopped: true });
    expect(outcomes).toEqual([{ stopped: true }]);
    expect(stops()).toEqual([{ turn: 1 }]);
    expect(shown()).toEqual(['Tell me', 'One, two (stopped)']);
    expect(chat.can('stop')).toEqual({ ok: false, reason: 'not-thinking' });
    expect(chat.can('send')).toEqual({ ok: true });
    await clock.advance(60_000);
    expect(shown(), 'the late answer is dropped').toEqual(['Tell me', 'One, two (stopped)']);
  });

  it('fault 64: enables the input by its answer alone, when the pushes are lost', async () => {
    const { clock, server, chat } = await working((turn) => turn.think('Writing', { ttlMs: 20_000 }));
    server.faults = { losePush: () => true };
    chat.stop();
    await clock.advance(10);
    expect(chat.can('send')).toEqual({ ok: true });
  });

  it('is refused while no agent works, and sends nothing', async () => {
    const { clock, chat, stops } = await working((turn) => void turn.reply('Here'));
    expect(chat.can('stop')).toEqual({ ok: false, reason: 'not-thinking' });
    expect(chat.stop()).toEqual({ ok: false, reason: 'not-thinking' });
    await clock.advance(10);
    expect(stops()).toEqual([]);
  });

  it('is refused with a server that does not know it, and in Legacy', async () => {
    const old = new VirtualClock();
    const server = new MemoryServer({ clock: old, script: (turn) => turn.think('Writing') });
    server.intercept = (event, _, answer) =>
      event === 'hello' ? { ...(answer() as object), caps: ['drafts'] } : undefined;
    const chat = createChatClient({ url: 'http://memory', botId: 1, platform: createMemoryPlatform(old, server) });
    chat.start();
    await old.advance(10);
    chat.send('Tell me');
    await old.advance(10);
    expect(chat.thinking.get()).not.toBeNull();
    expect(chat.can('stop')).toEqual({ ok: false, reason: 'unsupported' });
    expect(chat.stop()).toEqual({ ok: false, reason: 'unsupported' });
  });

  it('fault 63: that comes too late says so, and the answer stays whole', async () => {
    const { clock, server, chat, outcomes, shown } = await working(async (turn) => {
      turn.think('Writing');
      await turn.wait(1_000);
      turn.reply('Whole');
    });
    // The answer is sent at the same time as the stop.
    server.faults = { delay: (event) => (event === 'stop' ? 2_000 : 1) };
    chat.stop();
    await clock.advance(1_500);
    expect(chat.can('send'), 'the answer ends the stop as well').toEqual({ ok: true });
    await clock.advance(5_000);
    expect(outcomes).toEqual([{ stopped: false, reason: 'ended' }]);
    expect(shown()).toEqual(['Tell me', 'Whole']);
  });

  it('fault 64: without an answer is given up at its deadline, and thinking goes on until its own', async () => {
    const { clock, server, chat, outcomes, stops } = await working((turn) => turn.think('Writing', { ttlMs: 20_000 }));
    server.silent = true;
    chat.stop();
    await clock.advance(4_900);
    expect(chat.can('stop')).toEqual({ ok: false, reason: 'stopping' });
    await clock.advance(200);
    expect(outcomes).toMatchObject([{ stopped: false, reason: 'failed', error: { retryable: true } }]);
    expect(chat.can('stop'), 'it may be pressed again').toEqual({ ok: true });
    expect(chat.can('send')).toMatchObject({ reason: 'thinking' });
    await clock.advance(20_000);
    expect(chat.can('send')).toEqual({ ok: true });
    expect(stops().length, 'and is not repeated by itself').toBeLessThanOrEqual(1);
  });

  it('fault 64: blocks the input no longer than the thinking would have', async () => {
    const { clock, server, chat } = await working((turn) => turn.think('Writing', { ttlMs: 3_000 }));
    server.silent = true;
    chat.stop();
    await clock.advance(3_100);
    expect(chat.overdue.get()).not.toBeNull();
    expect(chat.can('send')).toEqual({ ok: true });
  });

  it('that is refused leaves the thinking as it was', async () => {
    const { clock, server, chat, outcomes } = await working();
    server.refuse('stop', 'RATE_LIMITED', { retryAfterMs: 1_000 });
    chat.stop();
    await clock.advance(10);
    expect(outcomes).toMatchObject([{ stopped: false, reason: 'failed', error: { code: 'RATE_LIMITED' } }]);
    expect(chat.can('stop')).toEqual({ ok: true });
  });

  it('fault 65: on its way when the connection drops is not repeated, and not kept for a later answer', async () => {
    const { clock, server, chat, outcomes, stops } = await working();
    server.faults = { loseRequest: () => true };
    chat.stop();
    await clock.advance(10);
    server.faults = {};
    server.reachable = false;
    server.drop();
    await clock.advance(10);
    expect(chat.can('send'), 'offline nothing blocks').toEqual({ ok: true });
    expect(chat.can('stop')).toEqual({ ok: false, reason: 'not-thinking' });
    expect(outcomes).toMatchObject([{ stopped: false, reason: 'failed' }]);
    server.reachable = true;
    await clock.advance(5_000);
    expect(chat.can('send'), 'the agent still works').toMatchObject({ reason: 'thinking' });
    expect(chat.can('stop')).toEqual({ ok: true });
    chat.stop();
    await clock.advance(10);
    expect(outcomes.at(-1)).toEqual({ stopped: true });
    expect(stops(), 'the one that was lost never arrived').toEqual([{ turn: 1 }]);
  });

  it('works after a reload, for a turn that another page began', async () => {
    const { clock, server, chat } = await working();
    const platform = createMemoryPlatform(clock, server);
    const other = createChatClient({ url: 'http://memory', botId: 1, platform });
    other.start();
    await clock.advance(10);
    // Another browser would be another visitor; the later page uses the storage of the first one.
    expect(other.can('stop').ok).toBe(false);
    server.drop();
    await clock.advance(5_000);
    expect(chat.can('stop')).toEqual({ ok: true });
    chat.stop();
    await clock.advance(10);
    expect(chat.messages.get().at(-1)).toMatchObject({ stopped: true });
  });
});
