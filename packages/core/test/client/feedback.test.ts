import { type ChatClientOptions, createChatClient } from '@connective-chat/core';
import { flightRecorder, replay } from '@connective-chat/core/devtools';
import { createMemoryPlatform, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import { describe, expect, it } from 'vitest';

const SOURCES = [{ title: 'Delivery', url: 'https://shop.example/delivery' }, { title: 'Notes' }];

/** A chat with a greeting and an answer of an agent. */
async function answered(options: Partial<ChatClientOptions> = {}) {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock });
  const requests: unknown[] = [];
  server.intercept = (event, payload) => {
    if (event === 'feedback') requests.push(payload);
  };
  const platform = createMemoryPlatform(clock, server);
  const chat = createChatClient({ url: 'http://memory', botId: 1, ...options, platform });
  chat.start();
  await clock.advance(10);
  const greeting = server.say('Hello');
  const { id } = server.answer('Three days', SOURCES);
  await clock.advance(10);
  const rating = () => chat.message(id).get()?.feedback;
  return { clock, server, chat, requests, greeting: greeting.id, id, rating };
}

describe('a rating', () => {
  it('is shown at once, and sent', async () => {
    const { clock, chat, requests, id, rating } = await answered();
    expect(chat.message(id).get()).toMatchObject({ agent: true, sources: SOURCES });
    expect(chat.can('feedback')).toEqual({ ok: true });
    const rated = chat.feedback(id, 'down', ' Too vague ');
    expect(rating()).toEqual({ value: 'down', reason: 'Too vague' });
    await clock.advance(10);
    expect(rated.ok && (await rated.settled)).toEqual({ saved: true });
    expect(requests).toEqual([{ messageId: id, value: 'down', reason: 'Too vague' }]);
    expect(rating()).toEqual({ value: 'down', reason: 'Too vague' });
  });

  it('is changed and withdrawn; the message keeps its object while the rating stays the same', async () => {
    const { clock, chat, id, rating } = await answered();
    chat.feedback(id, 'down', 'No');
    await clock.advance(10);
    chat.feedback(id, 'up');
    await clock.advance(10);
    expect(rating()).toEqual({ value: 'up' });
    const before = chat.message(id).get();
    chat.feedback(id, 'up');
    await clock.advance(10);
    expect(chat.message(id).get()).toBe(before);
    chat.feedback(id, null);
    expect(rating()).toBeUndefined();
    await clock.advance(10);
    expect(chat.message(id).get()).not.toHaveProperty('feedback');
  });

  it('fault 70: shows the last of several, whatever the answers to the earlier ones', async () => {
    const { clock, server, chat, id, rating } = await answered();
    server.refuse('feedback', 'RATE_LIMITED', { retryAfterMs: 1000 });
    const first = chat.feedback(id, 'up');
    chat.feedback(id, 'down', 'No');
    const changes: unknown[] = [];
    chat.message(id).subscribe((message) => changes.push(message?.feedback));
    await clock.advance(10);
    expect(first.ok && (await first.settled)).toMatchObject({ saved: false, error: { code: 'RATE_LIMITED' } });
    expect(rating()).toEqual({ value: 'down', reason: 'No' });
    expect(changes, 'nothing else was shown between the two answers').toEqual([]);
  });

  it('is taken back with a typed error when it is refused, and when there is no connection', async () => {
    const { clock, server, chat, id, rating } = await answered();
    chat.feedback(id, 'up');
    await clock.advance(10);
    server.refuse('feedback', 'INVALID');
    const refused = chat.feedback(id, 'down');
    expect(rating()).toEqual({ value: 'down' });
    await clock.advance(10);
    expect(refused.ok && (await refused.settled)).toMatchObject({ saved: false, error: { code: 'INVALID' } });
    expect(rating()).toEqual({ value: 'up' });

    server.reachable = false;
    server.drop();
    await clock.advance(10);
    const offline = chat.feedback(id, null);
    const outcome = offline.ok ? await offline.settled : null;
    expect(outcome).toMatchObject({ saved: false, error: { name: 'ChatError', retryable: true } });
    expect(rating()).toEqual({ value: 'up' });
  });

  it('is refused for other messages, for too long a reason, and with a server that does not know it', async () => {
    const { chat, greeting, id, requests } = await answered();
    expect(chat.feedback(greeting, 'up')).toEqual({ ok: false, reason: 'not-found' });
    expect(chat.feedback('nothing', 'up')).toEqual({ ok: false, reason: 'not-found' });
    expect(chat.feedback(id, 'up', 'x'.repeat(1001))).toEqual({ ok: false, reason: 'too-large' });

    const { clock, server, chat: old } = await answered();
    server.intercept = (event, _, answer) =>
      event === 'hello' ? { ...(answer() as object), caps: ['stop'], feedback: undefined } : undefined;
    server.drop();
    await clock.advance(5000);
    expect(old.can('feedback')).toEqual({ ok: false, reason: 'unsupported' });
    expect(old.feedbackState.get()).toEqual({ ok: false, reason: 'unsupported' });
    expect(old.feedback(id, 'up')).toEqual({ ok: false, reason: 'unsupported' });
    expect(requests).toEqual([]);
  });

  it('fault 70: of another tab arrives as a push, and one that was lost with the next hello', async () => {
    const { clock, server, id, rating } = await answered();
    server.push('feedback', { messageId: id, value: 'up', rev: 2 });
    await clock.advance(10);
    expect(rating()).toEqual({ value: 'up' });
    server.push('feedback', { messageId: id, value: 'down', reason: 'Older', rev: 1 });
    await clock.advance(10);
    expect(rating(), 'an older one is ignored').toEqual({ value: 'up' });

    server.faults = { losePush: () => true };
    for (const value of ['up', 'down', 'down'] as const) {
      server.conversation.rate({ messageId: id, value, reason: 'Lost' });
    }
    server.drop();
    await clock.advance(5000);
    expect(rating()).toEqual({ value: 'down', reason: 'Lost' });
  });
});

it('a recording has the rating without the reason, and a replay repeats it', async () => {
  const { clock, chat, id, rating } = await answered({ recorder: flightRecorder() });
  chat.feedback(id, 'down', 'Terrible');
  await clock.advance(10);
  expect(rating()).toEqual({ value: 'down', reason: 'Terrible' });
  const recording = JSON.parse(JSON.stringify(chat.exportRecording()));
  expect(JSON.stringify(recording)).not.toContain('Terrible');
  const replayed = await replay(recording);
  expect(replayed.divergences).toEqual([]);
  expect(replayed.chat.message(id).get()).toMatchObject({ agent: true, feedback: { value: 'down' } });
});
