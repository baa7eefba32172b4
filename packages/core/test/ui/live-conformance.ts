import { type ChatClientOptions, createChatClient, type Message } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, type Script, VirtualClock } from '@connective-chat/core/testing';
import { describe, expect } from 'vitest';
import type { Adapter } from './conformance.ts';
import { registerCases } from './conformance-exceptions.ts';

const texts = (messages: readonly Message[] = []) =>
  messages.map(({ body }) => (body.type === 'text' ? body.text : body.type));

function setUp(script: Script = () => {}) {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script });
  const options: ChatClientOptions = { url: 'http://memory', botId: 1, platform: createMemoryPlatform(clock, server) };
  return { clock, server, options };
}

/** The same bindings with the real client and a server in memory. */
export function describeLiveConformance({ name, mount, mountRows, settle, liveExceptions }: Adapter): void {
  describe(`${name} with a live client`, () => {
    const it = registerCases(liveExceptions);

    it('holds a conversation: send, blocking thinking, stages, answer', async () => {
      const { clock, options } = setUp(async (turn) => {
        turn.think('Searching', { stage: 'search', steps: ['Searching'] });
        await turn.wait(500);
        turn.think('Reading', { stage: 'read', steps: ['Searched', 'Reading'] });
        await turn.wait(500);
        turn.reply('Two days');
      });
      const view = await mount(options, ['messages', 'thinking', 'sendState', 'status']);
      await settle(() => clock.advance(10));
      expect(view.seen()).toMatchObject({ status: 'ready', sendState: { ok: true } });

      await settle(() => {
        expect(view.actions().send('How long?').ok).toBe(true);
      });
      expect(texts(view.seen().messages)).toEqual(['How long?']);
      await settle(() => clock.advance(10));
      expect(view.seen()).toMatchObject({
        status: 'thinking',
        thinking: { text: 'Searching', stage: 'search' },
        sendState: { ok: false, reason: 'thinking' },
      });
      expect(view.actions().send('And now?')).toMatchObject({ ok: false, reason: 'thinking' });
      await settle(() => clock.advance(500));
      expect(view.seen().thinking).toMatchObject({
        text: 'Reading',
        steps: [
          { text: 'Searched', state: 'done' },
          { text: 'Reading', state: 'running' },
        ],
      });
      await settle(() => clock.advance(500));
      expect(view.seen()).toMatchObject({ status: 'ready', thinking: null, sendState: { ok: true } });
      expect(texts(view.seen().messages)).toEqual(['How long?', 'Two days']);
      expect(
        view
          .seen()
          .messages?.at(-1)
          ?.steps?.map(({ state }) => state),
      ).toEqual(['done', 'done']);
      await view.unmount();
    });

    it('opens one connection, and closes it shortly after the last view unmounts', async () => {
      const { clock, server, options } = setUp();
      const client = createChatClient(options);
      for (let round = 0; round < 5; round += 1) {
        const view = await mount(client, ['messages']);
        await settle(() => clock.advance(10));
        await view.unmount();
        await clock.advance(500);
      }
      expect(server.handshakes).toHaveLength(1);
      expect(server.connected).toBe(1);
      await clock.advance(4_000);
      expect(server.connected).toBe(0);
    });

    it('keeps one connection and its messages over a remount after 200 ms, with a client made from options', async () => {
      const { clock, server, options } = setUp();
      const first = await mount({ ...options }, ['messages']);
      await settle(() => clock.advance(10));
      server.say('Hello');
      await settle(() => clock.advance(10));
      await first.unmount();
      await clock.advance(200);
      const second = await mount({ ...options }, ['messages']);
      expect(texts(second.seen().messages)).toEqual(['Hello']);
      const third = await mount({ ...options }, ['messages']);
      await settle(() => clock.advance(10_000));
      expect(server.handshakes).toHaveLength(1);
      await second.unmount();
      await third.unmount();
      await clock.advance(4_000);
      expect(server.connected).toBe(0);
      const fourth = await mount({ ...options }, ['messages']);
      expect(texts(fourth.seen().messages)).toEqual([]);
      await settle(() => clock.advance(10));
      expect(texts(fourth.seen().messages)).toEqual(['Hello']);
      await fourth.unmount();
    });

    it('renders once for a hundred missed messages, and not at all while idle', async () => {
      const { clock, server, options } = setUp();
      const view = await mount(options, ['messages', 'messageIds', 'unread']);
      await settle(() => clock.advance(10));
      server.say('the first, so that there is a place to resume from');
      await settle(() => clock.advance(10));
      server.drop();
      await settle(() => clock.advance(1));
      for (let index = 0; index < 100; index += 1) server.say(`message ${index}`);
      const before = view.renders();
      await settle(() => clock.advance(5_000));
      expect(view.seen().messages).toHaveLength(101);
      expect(view.renders()).toBe(before + 1);
      await settle(() => clock.advance(60_000));
      expect(view.renders()).toBe(before + 1);
      await view.unmount();
    });

    it('renders one row when one of many messages changes', async () => {
      const { clock, server, options } = setUp();
      const client = createChatClient(options);
      const release = client.start();
      await clock.advance(10);
      for (let index = 0; index < 50; index += 1) server.say(`message ${index}`);
      server.faults.delay = (event) => (event === 'send' ? 1_000 : 0);
      await clock.advance(10);
      const sent = client.send('mine');
      const rows = await mountRows(client);
      await settle(() => clock.advance(100));
      const before = rows.renders();
      await settle(() => clock.advance(2_000));
      expect(sent.ok && client.message(sent.id).get()?.delivery).toBe('confirmed');
      expect(rows.renders()).toBe(before + 1);
      await rows.unmount();
      release();
    });

    it('renders one row for each update of an answer of 20,000 characters that is streamed', async () => {
      const { clock, server, options } = setUp(async (turn) => {
        turn.draft('answer', 1, { text: 'word ' });
        for (let rev = 2; rev <= 100; rev += 1) {
          await turn.wait(10);
          turn.draft('answer', rev, { append: `${'word '.repeat(40)}${rev % 3 === 0 ? '\n\n' : ''}` });
        }
      });
      const client = createChatClient(options);
      const release = client.start();
      await clock.advance(10);
      for (let index = 0; index < 50; index += 1) server.say(`message ${index}`);
      await clock.advance(10);
      client.send('Everything, please');
      await clock.advance(10);
      const rows = await mountRows(client);
      await settle(() => clock.advance(10));
      let updates = 0;
      const stop = client.message('answer').subscribe(() => (updates += 1));
      const before = rows.renders();
      await settle(() => clock.advance(1_500));
      const answer = client.message('answer').get();
      expect(answer?.body.type === 'text' && answer.body.text.length).toBeGreaterThan(19_000);
      expect(updates).toBeGreaterThan(20);
      expect(rows.renders() - before).toBeLessThanOrEqual(updates);
      expect(rows.renders()).toBeGreaterThan(before);
      stop();
      await rows.unmount();
      release();
    });

    it('shows a lost connection and a handoff', async () => {
      const { clock, server, options } = setUp((turn) => turn.handoff({ id: 'o', name: 'Iryna' }));
      const view = await mount(options, ['connection', 'dialog', 'messages']);
      await settle(() => clock.advance(10));
      await settle(() => {
        view.actions().send('A person, please');
      });
      await settle(() => clock.advance(10));
      expect(view.seen().dialog).toMatchObject({ status: 'operator', operator: { name: 'Iryna' } });
      server.reachable = false;
      server.drop();
      await settle(() => clock.advance(10));
      expect(view.seen().connection).toMatchObject({ status: 'reconnecting' });
      server.reachable = true;
      await settle(() => clock.advance(60_000));
      expect(view.seen().connection).toMatchObject({ status: 'online', error: null });
      await view.unmount();
    });

    it('prepends older messages', async () => {
      const { clock, server, options } = setUp();
      const first = createChatClient(options);
      const release = first.start();
      await clock.advance(10);
      for (let index = 0; index < 80; index += 1) server.say(`message ${index}`);
      release();
      await clock.advance(4_000);
      const view = await mount(options, ['messages', 'hasOlder', 'isLoadingOlder']);
      await settle(() => clock.advance(10));
      expect(view.seen().messages).toHaveLength(50);
      expect(view.seen().hasOlder).toBe(true);
      await settle(() => {
        void view.actions().loadOlder();
      });
      expect(view.seen().isLoadingOlder).toBe(true);
      await settle(() => clock.advance(10));
      expect(view.seen()).toMatchObject({ hasOlder: false, isLoadingOlder: false });
      expect(texts(view.seen().messages)).toEqual(Array.from({ length: 80 }, (_, index) => `message ${index}`));
      await view.unmount();
    });

    it('delivers pending messages after the view has unmounted', async () => {
      const { clock, server, options } = setUp();
      const client = createChatClient(options);
      const view = await mount(client, ['messages']);
      await settle(() => clock.advance(10));
      server.reachable = false;
      server.drop();
      const sent = view.actions().send('Hold this');
      await view.unmount();
      await clock.advance(10_000);
      server.reachable = true;
      const again = await mount(client, ['messages']);
      await settle(() => clock.advance(60_000));
      expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
      expect(texts(again.seen().messages)).toEqual(['Hold this']);
      expect(server.conversation.log).toHaveLength(1);
      await again.unmount();
    });
  });
}
