import type { Body, Button, ChatClient, Delivery, SendResult } from '@connective-chat/core';
import { createMemoryPlatform, type MemoryLifecycle, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createChatClient } from '../../src/client/create-chat-client.ts';

/*
 * Every call that a host can make, in any order, mixed with every event that can happen to a chat. After each step the
 * state of the client must be consistent with itself and with its earlier answers; at the end, on a healthy network,
 * also with the server. `COMMANDS=5000` plays more runs; a failure prints the seed and the path that replay it.
 */

const runs = Number(process.env.COMMANDS ?? 50);

/** The expected state, whatever was called. */
interface Model {
  /** The ids of accepted sends, in the order of the calls. */
  readonly intents: string[];
  /** The sends that the visitor discarded. */
  readonly discarded: Set<string>;
  /** The final states reported for each send. */
  readonly settled: Map<string, Delivery[]>;
  /** Parameters by the documented rules: merge, `null` deletes, replace. */
  params: Record<string, string | number>;
}

const hasTalk = (server: MemoryServer): boolean => server.conversations.size > 0;

const BUTTON: Button = { id: 'a', label: 'A', action: { type: 'reply' } };
const QUESTION: Body = { type: 'text', text: 'Which?', format: 'plain', buttons: [[BUTTON]] };

class World {
  readonly clock = new VirtualClock();
  readonly server = new MemoryServer({
    clock: this.clock,
    script: (turn) => {
      if (turn.body.type !== 'text') return;
      if (turn.body.text.includes('think')) turn.think('Looking', { ttlMs: 4_000 });
      if (turn.body.text.includes('answer')) turn.reply(`to ${turn.message.seq}`);
      if (turn.body.text.includes('ask')) {
        turn.reply(QUESTION);
      }
    },
  });
  readonly lifecycle: MemoryLifecycle;
  readonly chat: ChatClient;
  readonly releases: (() => void)[] = [];
  readonly thrown: unknown[] = [];

  constructor() {
    const platform = createMemoryPlatform(this.clock, this.server);
    this.lifecycle = platform.lifecycle as MemoryLifecycle;
    this.chat = createChatClient({ url: 'http://memory', botId: 1, collectPageContext: false, platform });
  }

  /** Makes a call as the host does. An exception is always a defect. */
  call<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.thrown.push(error);
      return undefined;
    }
  }
}

/** Bodies that are entries of the log but are not shown as messages. */
const SILENT = ['alias', 'rate', 'request_operator', 'leave_queue', 'close'];
const shownOf = ({ server }: World): number[] =>
  hasTalk(server)
    ? server.conversation.log.filter(({ body }) => !SILENT.includes(body.type)).map(({ seq }) => seq)
    : [];

/** Asserts that the state of the client is consistent. */
function agrees(model: Model, world: World): void {
  const { chat, thrown } = world;
  expect(thrown, 'no call throws').toEqual([]);
  const snapshot = chat.getSnapshot();
  expect(chat.getSnapshot(), 'one moment is one object').toBe(snapshot);
  const { messages, messageIds, sendState, thinking, unread, read, dialog, status, connection } = snapshot;

  expect(
    messages.map(({ id }) => id),
    'ids and messages are the same list',
  ).toEqual(messageIds);
  expect(new Set(messageIds).size, 'I4 an id stands once').toBe(messageIds.length);
  const seqs = messages.flatMap(({ seq, delivery }) => (delivery === 'confirmed' && seq ? [seq] : []));
  expect(seqs, 'I5 the view is one piece of the log').toEqual(
    shownOf(world).filter((seq) => seq >= (seqs[0] ?? Infinity) && seq <= (seqs.at(-1) ?? 0)),
  );

  const waiting = messages.filter(({ delivery }) => delivery !== 'confirmed').map(({ id }) => id);
  const expected = model.intents.filter((id) => waiting.includes(id));
  expect(waiting, 'what is unsent keeps the order of intents').toEqual(expected);
  const held = messages.flatMap(({ id }) => (model.discarded.has(id) ? [id] : []));
  expect(held, 'what was taken back is gone').toEqual([]);

  expect(chat.can('send'), 'can() and sendState are one').toEqual(sendState);
  if (thinking) {
    expect(sendState).toMatchObject({ ok: false, reason: 'thinking' });
    expect(dialog.status, 'I8 thinking never blocks an operator').not.toBe('operator');
    expect(connection.status, 'nor the way out when offline').toBe('online');
  }
  if (status === 'thinking') expect(sendState.ok).toBe(false);
  expect(unread, 'unread is what others said past the read mark').toBe(
    messages.filter(
      ({ from, seq }) => (from.kind === 'bot' || from.kind === 'operator') && (seq ?? Infinity) > read.visitor,
    ).length,
  );
  expect(chat.getParams()).toEqual(model.params);
  for (const [id, ends] of model.settled) expect(ends.length, `${id} ends once`).toBeLessThanOrEqual(1);
}

type Command = fc.AsyncCommand<Model, World>;

/** A command that may run at any moment. */
function command(name: string, work: (model: Model, world: World) => unknown): Command {
  return {
    check: () => true,
    async run(model, world) {
      await work(model, world);
      agrees(model, world);
    },
    toString: () => name,
  };
}

/** Records an accepted send; a refusal must have the reason that `can` announced. */
function take(model: Model, sent: SendResult | undefined): void {
  if (!sent?.ok) return;
  // A retry moves the message to the end of the queue.
  if (model.intents.includes(sent.id)) model.intents.splice(model.intents.indexOf(sent.id), 1);
  model.intents.push(sent.id);
  const ends: Delivery[] = [];
  model.settled.set(sent.id, ends);
  void sent.settled.then(({ delivery }) => ends.push(delivery));
}

const idOf = (world: World, pick: number): string => {
  const ids = world.chat.messageIds.get();
  return ids[pick % Math.max(1, ids.length)] ?? 'nobody';
};

/** The most frequent commands. */
const talk: fc.Arbitrary<Command>[] = [
  fc.constantFrom('hi', 'answer', 'think', 'think answer', 'ask', 'ask again', ' ', 'я'.repeat(9_000)).map((text) =>
    command(`send(${text.slice(0, 12)})`, (model, world) => {
      const before = world.chat.can('send');
      const sent = world.call(() => world.chat.send(text));
      if (!before.ok) expect(sent).toEqual(before);
      else if (text === ' ') expect(sent).toEqual({ ok: false, reason: 'empty' });
      else if (text.length > 100) expect(sent).toEqual({ ok: false, reason: 'too-large' });
      else expect(sent?.ok).toBe(true);
      take(model, sent);
      if (sent?.ok) expect(world.chat.messageIds.get(), 'a send is seen at once').toContain(sent.id);
    }),
  ),
  fc.nat(60).map((pick) =>
    command(`press(${pick})`, (model, world) => {
      const asked = world.chat.messages.get().filter(({ body }) => body.type === 'text' && body.buttons);
      const message = asked[pick % Math.max(1, asked.length)];
      const before = message?.answer;
      const pressed = world.call(() => world.chat.press(message?.id ?? 'nobody', BUTTON));
      if (before) expect(pressed).toEqual({ ok: false, reason: 'answered' });
      take(model, pressed);
      // A double click: the second press must be refused.
      if (pressed?.ok) {
        expect(world.call(() => world.chat.press(message?.id ?? '', BUTTON))).toMatchObject({ ok: false });
        expect(world.chat.message(message?.id ?? '').get()?.answer).toMatchObject({ buttonId: 'a' });
      }
    }),
  ),
  fc.integer({ min: 1, max: 50 }).map((ms) => command(`${ms} ms pass`, (_, world) => world.clock.advance(ms))),
  fc.constant(
    command('the bot asks', (_, world) => {
      if (hasTalk(world.server)) world.server.say(QUESTION);
    }),
  ),
];

const host: fc.Arbitrary<Command>[] = [
  fc.nat(60).map((pick) =>
    command(`retry(${pick})`, (model, world) => {
      const id = idOf(world, pick);
      const before = world.chat.messages.get().find((message) => message.id === id);
      const again = world.call(() => world.chat.retry(id));
      if (before?.delivery === 'confirmed' || before?.delivery === 'pending') expect(again?.ok).toBe(false);
      take(model, again);
    }),
  ),
  fc.nat(60).map((pick) =>
    command(`discard(${pick})`, (model, world) => {
      const id = idOf(world, pick);
      const before = world.chat.messages.get().find((message) => message.id === id);
      const gone = world.call(() => world.chat.discard(id));
      if (before?.delivery === 'confirmed') expect(gone).toBe(false);
      if (gone) model.discarded.add(id);
    }),
  ),
  fc.constant(command('markRead()', (_, world) => world.call(() => world.chat.markRead()))),
  fc.boolean().map((on) => command(`setTyping(${on})`, (_, world) => world.call(() => world.chat.setTyping(on)))),
  fc.boolean().map((on) => command(`setOpen(${on})`, (_, world) => world.call(() => world.chat.setOpen(on)))),
  fc
    .tuple(fc.constantFrom('plan', 'age'), fc.option(fc.nat(9)), fc.constantFrom('merge', 'replace'))
    .map(([name, value, mode]) =>
      command(`setParams(${name}, ${value}, ${mode})`, (model, world) => {
        world.call(() => world.chat.setParams({ [name]: value }, mode as 'merge'));
        if (mode === 'replace') model.params = {};
        if (value === null) delete model.params[name];
        else model.params[name] = value;
      }),
    ),
  fc.constant(
    command('goTo()', (model, world) =>
      take(
        model,
        world.call(() => world.chat.goTo('start')),
      ),
    ),
  ),
  fc.constant(
    command('requestOperator()', (model, world) => {
      const allowed = world.chat.can('requestOperator');
      const asked = world.call(() => world.chat.requestOperator());
      expect(asked?.ok).toBe(allowed.ok);
      take(model, asked);
    }),
  ),
  fc.constant(
    command('stop()', (_, world) => {
      const allowed = world.chat.can('stop');
      const stop = world.call(() => world.chat.stop());
      if (!allowed.ok) expect(stop).toEqual(allowed);
      else expect(world.chat.can('stop')).toMatchObject({ ok: false });
    }),
  ),
  fc.constant(
    command('leaveQueue()', (model, world) => {
      const allowed = world.chat.can('leaveQueue');
      const left = world.call(() => world.chat.leaveQueue());
      if (!allowed.ok) expect(left).toEqual(allowed);
      take(model, left);
    }),
  ),
  fc.constant(
    command('close()', (model, world) =>
      take(
        model,
        world.call(() => world.chat.close()),
      ),
    ),
  ),
  fc.constant(command('loadOlder()', (_, world) => void world.call(() => void world.chat.loadOlder()))),
  fc.constant(command('reconnect()', (_, world) => world.call(() => world.chat.reconnect()))),
  fc.constant(
    command('start()', (_, world) => {
      const release = world.call(() => world.chat.start());
      if (!release) return;
      world.releases.push(release);
    }),
  ),
  fc.constant(
    command('release()', (_, world) => {
      const release = world.releases.pop();
      if (!release) return;
      world.call(release);
      world.call(release);
    }),
  ),
];

const surroundings: fc.Arbitrary<Command>[] = [
  fc.integer({ min: 1, max: 12_000 }).map((ms) => command(`${ms} ms pass`, (_, world) => world.clock.advance(ms))),
  fc.constant(command('the link drops', (_, world) => world.server.drop())),
  fc.boolean().map((on) =>
    command(`the server is ${on ? 'there' : 'gone'}`, (_, world) => {
      world.server.reachable = on;
    }),
  ),
  fc.constant(command('the bot says something', (_, world) => hasTalk(world.server) && world.server.say('by the way'))),
  fc.constant(
    command('many messages', (_, world) => {
      for (let count = 0; hasTalk(world.server) && count < 60; count += 1) world.server.say(`${count}`);
    }),
  ),
  fc.constant(command('a handoff', (_, world) => hasTalk(world.server) && world.server.handoff())),
  fc
    .constantFrom('bot' as const, 'queued' as const, 'closed' as const)
    .map((status) =>
      command(
        `the dialog is ${status}`,
        (_, world) => hasTalk(world.server) && world.server.setDialog({ status, operator: null }),
      ),
    ),
  fc.constant(command('a heartbeat', (_, world) => world.server.beat())),
  fc
    .constantFrom('online' as const, 'visible' as const, 'suspend' as const, 'resume' as const)
    .map((event) => command(`the page is ${event}`, (_, world) => world.lifecycle.emit(event))),
  fc.constantFrom('BLOCKED', 'RATE_LIMITED', 'CID_CONFLICT', null).map((code) =>
    command(`sends are answered ${code ?? 'well'}`, (_, world) => {
      const retry = code === 'RATE_LIMITED';
      world.server.intercept = (event) =>
        code && event === 'send' ? { ok: false, code, message: code, retry, retryAfterMs: 500 } : undefined;
    }),
  ),
  fc
    .constantFrom('msg', 'thinking', 'dialog', 'head', 'draft', 'bye', 'rubbish')
    .map((event) =>
      command(
        `a malformed ${event}`,
        (_, world) => hasTalk(world.server) && world.server.push(event, { seq: 'one', rev: {} }),
      ),
    ),
];

it(`stays consistent after each of any calls, and agrees with the server at the end (${runs} runs)`, {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.commands([...talk, ...talk, ...talk, ...host, ...surroundings], { maxCommands: 60, size: 'max' }),
      async (begun, commands) => {
        const world = new World();
        const model: Model = { intents: [], discarded: new Set(), settled: new Map(), params: {} };
        if (begun) {
          world.releases.push(world.chat.start());
          await world.clock.advance(10);
        }
        await fc.asyncModelRun(() => ({ model, real: world }), commands);

        // Heal the network: then every pending promise settles.
        const { server, chat, clock } = world;
        server.intercept = () => undefined;
        server.reachable = true;
        world.lifecycle.emit('resume');
        const release = chat.start();
        chat.reconnect();
        for (let round = 0; round < 6; round += 1) {
          await clock.advance(20_000);
          server.beat();
        }
        await clock.advance(100);
        agrees(model, world);

        expect(chat.status.get()).toBe('ready');
        const logged = server.conversation.log.flatMap(({ cid }) => cid ?? []);
        expect(new Set(logged).size, 'I2 a cid stands once').toBe(logged.length);
        for (const { id, delivery } of chat.messages.get()) expect(delivery, id).not.toBe('pending');
        // After a conflict a message is sent again under another id, so the log may hold more ids than were returned.
        for (const [id, ends] of model.settled) {
          if (model.discarded.has(id)) continue;
          const shown = chat.messages.get().find((message) => message.id === id);
          if (ends[0] === 'confirmed') expect(logged, 'I1').toContain(id);
          else if (shown) expect(ends, `${id} is ${shown.delivery}`).toEqual([shown.delivery]);
        }
        const view = chat.messages.get().flatMap(({ seq }) => seq ?? []);
        expect(view, 'I6 the view is the end of the log').toEqual(shownOf(world).slice(-view.length || Infinity));

        release();
        for (const each of world.releases) each();
        await clock.advance(60_000);
        expect(server.connected, 'I9 nothing is left open').toBe(0);
        expect(clock.pending, 'I9 no timer is left').toBe(0);
        expect(world.lifecycle.listeners).toBe(0);
      },
    ),
    { numRuns: runs },
  );
});
