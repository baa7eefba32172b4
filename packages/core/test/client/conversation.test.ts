import { type ChatClientOptions, createChatClient } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, type Script, VirtualClock } from '@connective-chat/core/testing';
import { describe, expect, it } from 'vitest';

function setUp(script: Script = (turn) => void turn.reply('hello'), options: Partial<ChatClientOptions> = {}) {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script });
  const platform = createMemoryPlatform(clock, server, options.platform);
  const chat = createChatClient({ url: 'http://memory', botId: 1, ...options, platform });
  return { clock, server, chat, platform };
}
const texts = (chat: ReturnType<typeof setUp>['chat']) =>
  chat.messages.get().map(({ body, delivery }) => `${body.type === 'text' ? body.text : body.type}:${delivery}`);

describe('a conversation', () => {
  it('connects, sends a message and gets an answer', async () => {
    const { clock, chat } = setUp();
    expect(chat.status.get()).toBe('idle');
    chat.start();
    expect(chat.status.get()).toBe('connecting');
    await clock.advance(10);
    expect(chat.status.get()).toBe('ready');
    const sent = chat.send('hi');
    expect(sent.ok).toBe(true);
    expect(texts(chat)).toEqual(['hi:pending']);
    await clock.advance(10);
    expect(texts(chat)).toEqual(['hi:confirmed', 'hello:confirmed']);
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
    expect(chat.status.get()).toBe('ready');
  });

  it('refuses to press a link button, which the UI must open', async () => {
    const { clock, server, chat } = setUp();
    chat.start();
    await clock.advance(10);
    const link = { id: 'b1', label: 'Open', action: { type: 'url', url: 'https://example.com' } } as const;
    const message = server.say({ type: 'text', text: 'See', format: 'plain', buttons: [[link]] });
    await clock.advance(10);
    expect(chat.press(message.id, link)).toEqual({ ok: false, reason: 'unsupported' });
    expect(chat.press('nothing', link)).toEqual({ ok: false, reason: 'unsupported' });
    const reply = { ...link, action: { type: 'reply' } } as const;
    expect(chat.press('nothing', reply)).toEqual({ ok: false, reason: 'not-found' });
  });

  it('counts unread messages when the page shows nothing else', async () => {
    const { clock, server, chat } = setUp();
    chat.start();
    await clock.advance(10);
    const counts: number[] = [];
    chat.unread.subscribe((count) => counts.push(count));
    for (const text of ['one', 'two', 'three']) {
      server.say(text);
      await clock.advance(10);
      // Reads the count without having read the messages first.
      expect(chat.unread.get()).toBe(counts.at(-1));
    }
    expect(counts).toEqual([1, 2, 3]);
  });

  it('shows thinking with its stages, blocks sending meanwhile, and stops at the answer', async () => {
    const { clock, chat } = setUp(async (turn) => {
      turn.think('Searching', { stage: 'search' });
      await turn.wait(500);
      turn.think('Reading', { stage: 'read' });
      await turn.wait(500);
      turn.reply('Found it');
    });
    chat.start();
    await clock.advance(10);
    chat.send('where?');
    await clock.advance(10);
    expect(chat.thinking.get()).toMatchObject({ text: 'Searching', stage: 'search' });
    expect(chat.can('send')).toMatchObject({ ok: false, reason: 'thinking' });
    expect(chat.send('again')).toMatchObject({ ok: false, reason: 'thinking' });
    await clock.advance(500);
    expect(chat.thinking.get()).toMatchObject({ text: 'Reading', stage: 'read' });
    await clock.advance(500);
    expect(chat.thinking.get()).toBeNull();
    expect(chat.can('send')).toEqual({ ok: true });
    expect(texts(chat)).toEqual(['where?:confirmed', 'Found it:confirmed']);
  });

  it('thinking has the steps of the work, and the answer keeps them: also as a draft, and for the next tab', async () => {
    const { clock, chat, server, platform } = setUp(async (turn) => {
      turn.think('Searching', { steps: ['Reading the question', { text: 'Searching', detail: { count: 3 } }] });
      await turn.wait(500);
      turn.draft('draft', 1, { text: 'Found' });
    });
    chat.start();
    await clock.advance(10);
    chat.send('where?');
    await clock.advance(10);
    expect(chat.thinking.get()?.steps).toMatchObject([
      { text: 'Reading the question', state: 'done' },
      { text: 'Searching', state: 'running', detail: { count: 3 } },
    ]);
    await clock.advance(500);
    expect(chat.thinking.get(), 'the answer is being written').toBeNull();
    expect(chat.message('draft').get()?.steps, 'what is finished').toMatchObject([{ text: 'Reading the question' }]);
    const said = server.say('Found it');
    await clock.advance(10);
    expect(
      chat
        .message(said.id)
        .get()
        ?.steps?.map(({ state }) => state),
    ).toEqual(['done', 'done']);
    expect(server.say('More of it').steps, 'the next message has none of them').toBeUndefined();

    const other = createChatClient({ url: 'http://memory', botId: 1, platform });
    other.start();
    await clock.advance(10);
    expect(other.message(said.id).get()).toEqual(chat.message(said.id).get());
  });

  it('a tab that connects while an agent works counts the time from the beginning of the work', async () => {
    const { clock, chat, server, platform } = setUp(() => {});
    chat.start();
    await clock.advance(10);
    chat.send('where?');
    await clock.advance(10);
    const began = clock.now();
    server.think(['Searching', 'Reading']);
    await clock.advance(7_000);
    const other = createChatClient({ url: 'http://memory', botId: 1, platform });
    other.start();
    await clock.advance(10);
    expect(other.thinking.get()).toMatchObject({ text: 'Reading', since: began });
    expect(other.thinking.get()?.steps).toEqual(chat.thinking.get()?.steps);
  });

  it('returns to ready without Web Locks when the answer starts before the ack arrives', async () => {
    const noLocks = { run: (_: string, task: () => Promise<void>) => task().then(() => true) };
    const { clock, chat, server } = setUp(
      async (turn) => {
        turn.think('Searching');
        await turn.wait(500);
        turn.reply('Found it');
      },
      { platform: { locks: noLocks } },
    );
    chat.start();
    await clock.advance(10);
    server.faults = {
      delay: (event) => (event === 'send.ack' ? 50 : 0),
      losePush: (event) => event === 'msg' && clock.now() % 1_000 < 100,
    };
    chat.send('where?');
    await clock.advance(1_000);
    expect(chat.status.get()).toBe('ready');
  });

  it('says hello again when it is opened or given parameters during hello', async () => {
    const { clock, chat, server } = setUp(() => {}, { open: false, collectPageContext: false });
    const hellos: unknown[] = [];
    server.intercept = (event, payload) => void (event === 'hello' && hellos.push(payload));
    server.faults = { delay: () => 50 };
    chat.start();
    await clock.advance(70);
    chat.setOpen(true);
    chat.setParams({ plan: 'pro' });
    await clock.advance(1_000);
    expect(hellos).toMatchObject([
      { open: false, params: {} },
      { open: true, params: { plan: 'pro' } },
    ]);
    expect(server.conversation.params).toEqual({ plan: 'pro' });
    expect(chat.status.get()).toBe('ready');
  });

  it('fault 47: thinking that never ends unblocks the input at its ttl, and is marked overdue', async () => {
    const { clock, chat } = setUp((turn) => turn.think('Searching', { ttlMs: 5_000 }));
    chat.start();
    await clock.advance(10);
    chat.send('where?');
    await clock.advance(4_900);
    expect(chat.can('send').ok).toBe(false);
    await clock.advance(200);
    expect(chat.can('send').ok).toBe(true);
    expect(chat.overdue.get()).toMatchObject({ text: '', choices: [] });
    expect(chat.thinking.get()).toBeNull();
  });

  it('queues messages written offline and delivers them in order on reconnect', async () => {
    const { clock, chat, server } = setUp(() => {});
    chat.start();
    await clock.advance(10);
    server.reachable = false;
    server.drop();
    await clock.advance(100);
    chat.send('one');
    chat.send('two');
    await clock.advance(5_000);
    expect(chat.status.get()).toBe('reconnecting');
    expect(texts(chat)).toEqual(['one:pending', 'two:pending']);
    server.reachable = true;
    await clock.advance(60_000);
    expect(texts(chat)).toEqual(['one:confirmed', 'two:confirmed']);
    expect(server.conversation.log.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('fault 3: a lost ack is replaced by the echo, and the message is stored once', async () => {
    const { clock, chat, server } = setUp(() => {});
    chat.start();
    await clock.advance(10);
    server.faults = { loseAck: (event) => event === 'send' };
    chat.send('once');
    await clock.advance(50);
    expect(texts(chat)).toEqual(['once:confirmed']);
  });

  it('fault 4: without ack and echo the send does not fail: hello is sent again, then the same cid', async () => {
    const { clock, chat, server } = setUp(() => {});
    chat.start();
    await clock.advance(10);
    let lose = true;
    server.faults = { loseAck: (event) => lose && event === 'send', losePush: () => lose };
    const sent = chat.send('once');
    await clock.advance(9_000);
    expect(texts(chat)).toEqual(['once:pending']);
    lose = false;
    await clock.advance(5_000);
    expect(texts(chat)).toEqual(['once:confirmed']);
    expect(server.conversation.head).toBe(1);
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
  });

  it('fault 8 and 9: a lost push is recovered with the next one, and a lost last push with the heartbeat', async () => {
    const { clock, chat, server } = setUp(() => {});
    chat.start();
    await clock.advance(10);
    let lose = true;
    server.faults = { losePush: (event) => lose && event === 'msg' };
    server.say('one');
    server.say('two');
    await clock.advance(100);
    expect(texts(chat)).toEqual([]);
    lose = false;
    server.say('three');
    await clock.advance(100);
    expect(texts(chat)).toEqual(['one:confirmed', 'two:confirmed', 'three:confirmed']);
    lose = true;
    server.say('four');
    lose = false;
    server.beat();
    await clock.advance(100);
    expect(texts(chat)).toHaveLength(4);
  });

  it('leaves no timers, sockets or listeners after the last release', async () => {
    const { clock, chat, server, platform } = setUp();
    for (let round = 0; round < 50; round += 1) {
      const release = chat.start();
      await clock.advance(round % 2 ? 0 : 50);
      release();
      await clock.advance(4_000);
    }
    expect(server.connected).toBe(0);
    expect(clock.pending).toBe(0);
    expect((platform.lifecycle as { listeners?: number }).listeners).toBe(0);
  });
});
