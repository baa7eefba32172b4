import { type ChatClientOptions, createChatClient } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, type Script, VirtualClock } from '@connective-chat/core/testing';
import { createComposer } from '@connective-chat/core/ui';
import { describe, expect, it } from 'vitest';

/** An agent that works for 20 s at most. */
const slow: Script = async (turn) => {
  if (turn.message.seq > 1) return void turn.reply('Second');
  turn.think('Working', { ttlMs: 20_000 });
  await turn.wait(10_000);
  turn.reply('First');
};

/** A chat whose agent is working, and the texts that the server has received. */
async function working(script: Script = slow, options: Partial<ChatClientOptions> = { whileThinking: 'queue' }) {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script });
  const received = () =>
    server.conversation.log.flatMap(({ from, body }) =>
      from.kind === 'visitor' && body.type === 'text' ? [body.text] : [],
    );
  const platform = createMemoryPlatform(clock, server);
  const open = () => createChatClient({ url: 'http://memory', botId: 1, ...options, platform });
  const chat = open();
  const release = chat.start();
  await clock.advance(10);
  chat.send('One');
  await clock.advance(10);
  return { clock, server, chat, open, release, received };
}

describe('a text that is sent while the agent works', () => {
  it('is refused by default', async () => {
    const { chat } = await working(slow, {});
    expect(chat.send('Two')).toMatchObject({ ok: false, reason: 'thinking' });
    expect(chat.queued.get()).toBeNull();
  });

  it('waits outside of the messages, and is sent once after the answer', async () => {
    const { clock, chat, received } = await working();
    const sent = chat.send('Two');
    expect(sent.ok).toBe(true);
    expect(chat.queued.get()).toEqual({ id: sent.ok && sent.id, text: 'Two' });
    expect(chat.messages.get()).toHaveLength(1);
    await clock.advance(9_000);
    expect(received()).toEqual(['One']);
    await clock.advance(5_000);
    expect(received()).toEqual(['One', 'Two']);
    expect(chat.queued.get()).toBeNull();
    const texts = chat.messages.get().map(({ body }) => body.type === 'text' && body.text);
    expect(texts).toEqual(['One', 'First', 'Two', 'Second']);
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
  });

  it('is one: a second one is refused with its reason, and so is a press', async () => {
    const { chat } = await working();
    expect(chat.send('Two').ok).toBe(true);
    expect(chat.send('Three')).toEqual({ ok: false, reason: 'queued' });
    expect(chat.goTo('offer')).toMatchObject({ ok: false, reason: 'thinking' });
  });

  const endings: Record<string, (chat: Awaited<ReturnType<typeof working>>) => unknown> = {
    'a stop': ({ chat }) => chat.stop(),
    'the deadline': ({ clock }) => clock.advance(21_000),
    'an operator': ({ server }) => server.handoff(),
    'an error that ends the turn': ({ server }) => server.say('Something went wrong'),
  };
  it.each(Object.entries(endings))('goes after %s', async (_, end) => {
    const context = await working((turn) => {
      if (turn.message.seq === 1) turn.think('Working', { ttlMs: 20_000 });
    });
    context.chat.send('Two');
    await end(context);
    await context.clock.advance(100);
    expect(context.received()).toEqual(['One', 'Two']);
  });

  it('can be taken back into the input, in front of what is there, and removed', async () => {
    const { clock, chat, received } = await working();
    const composer = createComposer(chat);
    composer.setDraft('Two');
    expect(composer.get()).toMatchObject({ canSend: true, stopButton: null });
    composer.send();
    expect(composer.get()).toMatchObject({ draft: '', queued: { text: 'Two' }, stopButton: 'enabled' });
    composer.setDraft('and more');
    expect(composer.editQueued()).toBe(true);
    expect(composer.get()).toMatchObject({ draft: 'Two\nand more', queued: null });
    composer.send();
    expect(composer.removeQueued()).toBe(true);
    expect(composer.removeQueued(), 'there is none any more').toBe(false);
    await clock.advance(30_000);
    expect(received()).toEqual(['One']);
  });

  it('fault 72: waits over a reload, and is then sent once', async () => {
    const { clock, server, chat, open, release, received } = await working();
    chat.send('Two');
    await clock.advance(10);
    release();
    await clock.advance(5_000);
    expect(server.connected).toBe(0);
    const again = open();
    again.start();
    await clock.advance(100);
    expect(again.thinking.get()).not.toBeNull();
    expect(again.queued.get()).toMatchObject({ text: 'Two' });
    expect(received()).toEqual(['One']);
    await clock.advance(20_000);
    expect(received()).toEqual(['One', 'Two']);
    expect(again.queued.get()).toBeNull();
  });

  it('fault 72: that another tab has loaded is not sent by it after it was removed here', async () => {
    const { clock, chat, open, received } = await working();
    const sent = chat.send('Two');
    await clock.advance(10);
    const other = open();
    other.start();
    await clock.advance(100);
    expect(other.queued.get()).toMatchObject({ text: 'Two' });
    expect(sent.ok && chat.discard(sent.id)).toBe(true);
    await clock.advance(30_000);
    expect(received()).toEqual(['One']);
    expect(other.queued.get()).toBeNull();
  });

  it('fault 72: of two tabs is sent by one', async () => {
    const { clock, chat, open, received } = await working();
    chat.send('Two');
    await clock.advance(10);
    const other = open();
    other.start();
    await clock.advance(30_000);
    expect(received()).toEqual(['One', 'Two']);
    for (const each of [chat, other]) expect(each.queued.get()).toBeNull();
  });

  it('is not lost when the connection is', async () => {
    const { clock, server, chat, received } = await working();
    chat.send('Two');
    server.drop();
    await clock.advance(60_000);
    expect(received()).toEqual(['One', 'Two']);
  });
});
