import { type ChatClient, createChatClient, type Operator } from '@connective-chat/core';
import { flightRecorder } from '@connective-chat/core/devtools';
import {
  createMemoryPlatform,
  createRandom,
  type MemoryLifecycle,
  MemoryServer,
  VirtualClock,
} from '@connective-chat/core/testing';

import '../../src/uploads/uploads.ts';

/** Strings that no recording may contain, wherever they were used. */
export const SECRETS = ['Zebra', 'token-of-zebra', 'zebra.pdf', 'Zelda', 'param-zebra'] as const;

export interface Life {
  readonly chat: ChatClient;
  readonly clock: VirtualClock;
  readonly server: MemoryServer;
}

/** A chat in which random events of all kinds happen, to test the recorder. */
export async function liveRandomly(seed: number, steps: number, maxBytes?: number): Promise<Life> {
  const random = createRandom(seed);
  const chance = (probability: number): boolean => random() < probability;
  const clock = new VirtualClock();
  const operator: Operator = { id: 'zelda@example.com', name: 'Zelda' };
  let faulty = false;
  const server = new MemoryServer({
    clock,
    script: async (turn) => {
      if (turn.body.type !== 'text') return;
      const detail = { tool: 'Zebra', count: 1, result: 'Zebra' };
      const worked = ['Zebra read', { name: 'Zebra', text: 'Zebra asked', detail }];
      const ttlMs = chance(0.5) ? 2_000 : 20_000;
      if (chance(0.4)) turn.think('Zebra at work', { stage: 'Zebra', ttlMs, steps: chance(0.5) ? worked : undefined });
      if (chance(0.3)) {
        turn.draft(`draft-${turn.message.seq}`, 1, { text: 'Zeb' });
        turn.draft(`draft-${turn.message.seq}`, 2, { append: 'ra' });
      }
      await turn.wait(random() * 3_000);
      const dice = random();
      const buttons = [[{ id: 'Zebra', label: 'Zebra', action: { type: 'reply' as const } }]];
      if (dice < 0.2) turn.handoff(operator);
      else if (dice < 0.35) turn.reply({ type: 'text', text: 'Zebra?', format: 'plain', buttons });
      else if (dice < 0.45) turn.reply({ type: 'rating', prompt: 'Zebra?', scale: 5, comment: true });
      else if (dice < 0.85) turn.reply('Zebra');
    },
    faults: {
      loseAck: (event) => faulty && event === 'send' && chance(0.15),
      loseRequest: () => faulty && chance(0.05),
      losePush: () => faulty && chance(0.15),
      duplicatePush: () => faulty && chance(0.15),
      delay: () => (faulty ? Math.floor(random() * random() * 3_000) : 1),
      deliverLate: () => faulty && chance(0.7),
    },
  });
  server.intercept = (event) => {
    if (event === 'send' && faulty && chance(0.1)) {
      return {
        ok: false,
        code: chance(0.5) ? 'RATE_LIMITED' : 'BLOCKED',
        message: 'Zebra',
        retry: true,
        retryAfterMs: 700,
      };
    }
    return event === 'read' && chance(0.1) ? { zebra: 'Zebra' } : undefined;
  };
  const platform = createMemoryPlatform(clock, server, {
    seed,
    postFile: async ({ onProgress }) => {
      onProgress(0.5);
      return chance(0.7) ? 200 : 500;
    },
  });
  const chat = createChatClient({
    url: 'http://memory',
    botId: 1,
    userId: 'Zelda',
    getToken: () => 'token-of-zebra',
    paramsFromSite: { note: 'param-zebra' },
    collectPageContext: false,
    platform,
    recorder: flightRecorder(maxBytes === undefined ? {} : { maxBytes }),
  });
  const lifecycle = platform.lifecycle as MemoryLifecycle;
  let release = chat.start();
  await clock.advance(chance(0.5) ? 50 : 0);

  const pick = (): string => {
    const ids = chat.messageIds.get();
    return ids[Math.floor(random() * ids.length)] ?? 'nobody';
  };
  const deeds: (() => unknown)[] = [
    () => chat.send(`Zebra ${steps}`),
    () => chat.send('Zebra'),
    () => chat.send('  '),
    () => chat.send({ type: 'text', text: 'Zebra', format: 'plain' }),
    () => chat.press(pick(), { id: 'Zebra', label: 'Zebra', action: { type: 'reply' } }),
    () => chat.rate(pick(), 4, 'Zebra'),
    () => chat.feedback(pick(), chance(0.3) ? null : chance(0.5) ? 'up' : 'down', 'Zebra'),
    () => chat.goTo('Zebra'),
    () => chat.requestOperator(),
    () => chat.stop(),
    () => chat.stop(),
    () => chat.retry(pick()),
    () => chat.discard(pick()),
    () => void chat.loadOlder(),
    () => chat.markRead(),
    () => chat.setTyping(chance(0.7)),
    () => chat.setOpen(chance(0.5)),
    () => chat.setParams({ note: chance(0.5) ? null : `param-zebra ${Math.floor(random() * 3)}` }),
    () => chat.reconnect(),
    () => chat.upload(new File(['Zebra'], 'zebra.pdf', { type: chance(0.8) ? 'application/pdf' : 'text/html' })),
    () => chat.uploads.get().map(({ id }) => chat.retryUpload(id)),
    () => chat.uploads.get().map(({ id }) => chance(0.5) && chat.cancelUpload(id)),
    () => lifecycle.emit('suspend'),
    () => lifecycle.emit('resume'),
    () => lifecycle.emit('online'),
    () => chance(0.2) && void chat.identify({ userId: 'Zelda' }),
    () => {
      release();
      if (chance(0.9)) release = chat.start();
    },
  ];
  const happenings: (() => unknown)[] = [
    () => server.say('Zebra', chance(0.5) ? 'bot' : 'operator'),
    () => server.answer('Zebra', [{ title: 'Zebra', url: 'https://example.com/Zebra' }]),
    () => server.handoff(operator),
    () => server.setDialog({ status: 'queued', operator: null, queuePosition: 2 }),
    () => server.setDialog({ status: 'bot', operator: null }),
    () => server.drop(),
    () => server.beat(),
    () => server.push('typing', { on: true, ttlMs: 1_500 }),
    () => server.push('zebra', { text: 'Zebra' }),
    () => server.push('msg', { seq: 'Zebra' }),
    () => server.push('command', { title: 'Zebra', colors: { zebra: 'Zebra' } }),
    () => server.push('draft', { id: 'nobody', rev: 3, append: 'Zebra' }),
    () => server.push('thinking', { rev: 0, on: true, text: 'Zebra' }),
    () => server.restore(Math.max(0, server.conversation.head - Math.floor(random() * 3))),
    () => {
      faulty = !faulty;
    },
    () => {
      server.reachable = !server.reachable;
    },
  ];
  for (let step = 0; step < steps; step += 1) {
    if (chance(0.6)) deeds[Math.floor(random() * deeds.length)]?.();
    else if (server.conversations.size > 0) happenings[Math.floor(random() * happenings.length)]?.();
    await clock.advance(Math.floor(random() * random() * 4_000));
    // The code for uploads is loaded with the first file, and no promise of the test says when.
    if (chat.uploads.get().length > 0) await new Promise((resolve) => setTimeout(resolve, 0));
    if (chance(0.04)) {
      faulty = false;
      server.reachable = true;
      await clock.advance(70_000);
    }
  }
  return { chat, clock, server };
}
