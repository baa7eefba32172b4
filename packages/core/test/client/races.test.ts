import type { ChatClient, Locks, OutboxStorage, Transport } from '@connective-chat/core';
import {
  createMemoryLocks,
  createMemoryOutbox,
  createMemoryPlatform,
  createMemoryStorage,
  MemoryServer,
  type Script,
  VirtualClock,
} from '@connective-chat/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChatClient } from '../../src/client/create-chat-client.ts';

/*
 * Asynchronous work may complete in any order: answers, pushes, reads and writes of the storage, tokens, locks.
 * fast-check chooses the order, shrinks it, and prints a failing one with its seed. `RACES=5000` tries more orders.
 */

const numRuns = Number(process.env.RACES ?? 30);

interface Tab {
  readonly chat: ChatClient;
  readonly release: () => void;
}

/** A browser and a server in which every asynchronous step waits until it is scheduled. */
class Race {
  readonly clock = new VirtualClock();
  readonly server: MemoryServer;
  readonly #scheduler: fc.Scheduler;
  readonly #storage = createMemoryStorage();
  readonly #outbox = createMemoryOutbox();
  readonly #locks = createMemoryLocks();
  #tabs = 0;

  constructor(scheduler: fc.Scheduler, script?: Script) {
    this.#scheduler = scheduler;
    this.server = new MemoryServer({ clock: this.clock, ...(script ? { script } : {}) });
  }

  open(getToken?: () => string): Tab {
    this.#tabs += 1;
    const label = `tab ${this.#tabs}`;
    const wait = (what: string): Promise<void> => this.#scheduler.schedule(Promise.resolve(), `${label}: ${what}`);
    const chat = createChatClient({
      url: 'http://memory',
      botId: 1,
      collectPageContext: false,
      ...(getToken ? { getToken: () => wait('token').then(getToken) } : {}),
      platform: createMemoryPlatform(this.clock, this.server, {
        seed: this.#tabs,
        storage: this.#storage,
        transport: this.#network(wait),
        outbox: this.#disk(wait),
        locks: this.#sharedLocks(wait),
      }),
    });
    return { chat, release: chat.start() };
  }

  /** Runs the waiting steps one after another, in the order under test; calls `meanwhile` between any two. */
  async run(meanwhile: (step: number) => void = () => {}): Promise<void> {
    for (let step = 0; step < 2_000; step += 1) {
      meanwhile(step);
      await this.clock.advance(1);
      if (this.#scheduler.count() === 0) {
        await this.clock.advance(200);
        if (this.#scheduler.count() === 0 && step > 60) return;
      } else await this.#scheduler.waitOne();
    }
    throw new Error('it never comes to rest');
  }

  #network(wait: (what: string) => Promise<void>): Transport {
    return {
      connect: (options, handlers) => {
        const link = this.server.transport.connect(options, {
          ...handlers,
          onEvent: (name, payload) => void wait(`push ${name}`).then(() => handlers.onEvent(name, payload)),
        });
        return {
          ...link,
          request: async (event, payload, timeoutMs) => {
            await wait(`ask ${event}`);
            const answer = await link.request(event, payload, timeoutMs);
            await wait(`answer ${event}`);
            return answer;
          },
        };
      },
    };
  }

  /** Storage operations are slow but keep their order, as in IndexedDB. */
  #disk(wait: (what: string) => Promise<void>): OutboxStorage {
    const disk = this.#outbox;
    let last: Promise<unknown> = Promise.resolve();
    const next = <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const done = last.then(() => wait(what)).then(work);
      last = done;
      return done;
    };
    return {
      durability: 'persistent',
      load: (namespace) => next('load', () => disk.load(namespace)),
      put: (namespace, row) => next('put', () => disk.put(namespace, row)),
      remove: (namespace, cid) => next('remove', () => disk.remove(namespace, cid)),
      clear: (namespace) => next('clear', () => disk.clear(namespace)),
    };
  }

  #sharedLocks(wait: (what: string) => Promise<void>): Locks {
    return {
      run: async (name, task, signal) => {
        await wait('lock');
        return this.#locks.run(name, task, signal);
      },
    };
  }
}

const viewOf = ({ chat }: Tab): (string | undefined)[] => chat.messages.get().map(({ serverId }) => serverId);
const logOf = ({ server }: Race): string[] => server.conversation.log.map(({ id }) => id);
const cidsOf = ({ server }: Race): string[] => server.conversation.log.flatMap(({ cid }) => cid ?? []);

const races = (name: string, play: (scheduler: fc.Scheduler, pick: readonly number[]) => Promise<void>): void =>
  it(`${name} (${numRuns} orders)`, { timeout: 3_600_000 }, () =>
    fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(fc.nat(40), { minLength: 8, maxLength: 8 }), play), {
      numRuns,
    }),
  );

describe('holds in any order', () => {
  races(
    'two tabs send at once: each message is stored once, and both show the same (fault 42)',
    async (scheduler, picks) => {
      const race = new Race(scheduler, (turn) => void turn.reply(`to ${turn.message.seq}`));
      const tabs = [race.open(), race.open()] as const;
      const sent: string[] = [];
      await race.run((step) => {
        for (const [index, pick] of picks.entries()) {
          if (pick !== step) continue;
          const result = tabs[index % 2]?.chat.send(`m${index}`);
          if (result?.ok) sent.push(result.id);
        }
      });
      expect(cidsOf(race).sort()).toEqual(sent.sort());
      for (const tab of tabs) expect(viewOf(tab)).toEqual(logOf(race));
    },
  );

  races(
    'a handoff races thinking and messages: the operator’s talk is never blocked (fault 52)',
    async (scheduler, picks) => {
      const race = new Race(scheduler, (turn) => turn.think('Looking', { ttlMs: 60_000 }));
      const tab = race.open();
      let asked: string | null = null;
      let handedOver = false;
      await race.run((step) => {
        if (step >= (picks[0] ?? 0) && !asked) {
          const result = tab.chat.send('question');
          if (result.ok) asked = result.id;
        }
        if (step === 15 + (picks[1] ?? 0) && race.server.conversations.size > 0) {
          race.server.handoff();
          race.server.push('thinking', { rev: race.server.conversation.rev, turn: 1, on: true, text: 'late' });
          handedOver = true;
        }
        const { dialog, thinking, sendState } = tab.chat.getSnapshot();
        if (dialog.status !== 'operator') return;
        expect(thinking).toBeNull();
        expect(sendState).toEqual({ ok: true });
      });
      expect(handedOver).toBe(true);
      expect(tab.chat.dialog.get().status).toBe('operator');
      expect(cidsOf(race)).toEqual([asked]);
      expect(tab.chat.send('hello, Olena').ok).toBe(true);
      await race.run();
      expect(viewOf(tab)).toEqual(logOf(race));
    },
  );

  races('links that break at any time: nothing is lost, duplicated or stranded', async (scheduler, picks) => {
    const race = new Race(scheduler, (turn) => void turn.reply(`to ${turn.message.seq}`));
    const tab = race.open();
    const sent: string[] = [];
    const settled: string[] = [];
    await race.run((step) => {
      for (const [index, pick] of picks.entries()) {
        if (pick !== step) continue;
        // Two at most: after a third one right after an emit the message would be reported as failed.
        if (index % 4 === 0) race.server.drop();
        const result = tab.chat.send(`m${index}`);
        if (!result.ok) continue;
        sent.push(result.id);
        void result.settled.then(({ delivery }) => settled.push(delivery));
      }
    });
    for (let round = 0; round < 4; round += 1) {
      await race.clock.advance(15_000);
      await race.run();
    }
    expect(cidsOf(race)).toEqual(sent);
    expect(viewOf(tab)).toEqual(logOf(race));
    expect(settled).toEqual(sent.map(() => 'confirmed'));
  });

  races('another user signs in: nothing of the previous user is shown or sent (fault 19)', async (scheduler, picks) => {
    const race = new Race(scheduler);
    const tab = race.open(() => 'token');
    let changed = false;
    let secret: string | null = null;
    await race.run((step) => {
      if (step === (picks[0] ?? 0) && !changed) {
        const result = tab.chat.send('my secret');
        if (result.ok) secret = result.id;
      }
      if (step === (picks[0] ?? 0) + ((picks[1] ?? 0) % 8) && !changed) {
        changed = true;
        void tab.chat.identify({ userId: 'other' });
      }
      if (changed && secret) expect(tab.chat.messageIds.get()).not.toContain(secret);
    });
    await race.run();
    expect(tab.chat.status.get()).toBe('ready');
    const conversations = [...race.server.conversations.values()];
    const mine = conversations.findIndex(({ log }) => log.some(({ cid }) => cid === secret));
    if (conversations.length > 1) expect(mine, 'it went to the first visitor or nowhere').toBeLessThan(1);
    expect(tab.chat.messages.get()).toEqual([]);
  });

  races('an older page loads while the log is replaced: the result is one run of one log', async (scheduler, picks) => {
    const race = new Race(scheduler);
    const first = race.open();
    await race.run();
    for (let count = 0; count < 130; count += 1) race.server.say(`${count}`);
    await race.run();
    first.release();
    const tab = race.open();
    await race.run((step) => {
      if (step === (picks[0] ?? 0)) void tab.chat.loadOlder();
      if (step === (picks[1] ?? 0)) race.server.restore(90);
      if (step === (picks[2] ?? 0)) void tab.chat.loadOlder();
      const seqs = tab.chat.messages.get().flatMap(({ seq }) => seq ?? []);
      expect(seqs.every((seq, index) => index === 0 || seq === (seqs[index - 1] as number) + 1)).toBe(true);
    });
    await race.clock.advance(15_000);
    await race.run();
    const log = logOf(race);
    expect(log).toHaveLength(90);
    expect(viewOf(tab)).toEqual(log.slice(-viewOf(tab).length));
  });

  races('repeated mounts: one session, and none at the end', async (scheduler, picks) => {
    const race = new Race(scheduler);
    const { chat, release } = race.open();
    release();
    let mounted: (() => void) | null = null;
    await race.run((step) => {
      if (!picks.includes(step)) return;
      if (mounted) mounted();
      mounted = mounted ? null : chat.start();
      expect(race.server.connected).toBeLessThanOrEqual(1);
    });
    (mounted as (() => void) | null)?.();
    await race.clock.advance(10_000);
    await race.run();
    await race.clock.advance(60_000);
    expect(race.server.connected).toBe(0);
    expect(race.clock.pending).toBe(0);
  });
});
