import type * as Core from '@connective-chat/core';
import type * as Testing from '@connective-chat/core/testing';

/** The code under test, or a mutant of it. */
export interface Implementation {
  readonly core: Pick<typeof Core, 'createChatClient'>;
  readonly testing: typeof Testing;
}

type Chat = Core.ChatClient;

/** One page: a client with a clock of its own, so that the timers of a crashed page stop. */
class Page {
  readonly chat: Chat;
  #alive = true;

  constructor(implementation: Implementation, world: World, options: Pick<Core.ChatClientOptions, 'whileThinking'>) {
    const { clock, server } = world;
    const guard = (work: () => void) => () => {
      if (this.#alive) work();
    };
    const platform = implementation.testing.createMemoryPlatform(clock, server, {
      seed: Math.floor(world.random() * 2 ** 32),
      storage: world.storage,
      outbox: world.outbox,
    });
    this.chat = implementation.core.createChatClient({
      url: 'http://memory',
      botId: 1,
      ...options,
      collectPageContext: false,
      platform: {
        ...platform,
        clock: {
          now: () => clock.now(),
          setTimeout: (work: () => void, ms: number) => clock.setTimeout(guard(work), ms),
          clearTimeout: (id: unknown) => clock.clearTimeout(id),
        },
      },
    });
    this.chat.start();
  }

  /** Ends the page with its timers and sockets. Only the storage stays. */
  crash(server: Testing.MemoryServer): void {
    this.#alive = false;
    server.drop('page gone');
  }
}

interface World {
  readonly random: () => number;
  readonly clock: Testing.VirtualClock;
  readonly server: Testing.MemoryServer;
  readonly storage: Core.KeyValueStorage;
  readonly outbox: Core.OutboxStorage;
}

/** Storage whose operations are slow but keep their order, as in IndexedDB. */
function slowOutbox(outbox: Core.OutboxStorage): Core.OutboxStorage {
  return {
    durability: 'persistent',
    load: (namespace) => outbox.load(namespace),
    put: async (namespace, row) => {
      await undefined;
      await outbox.put(namespace, structuredClone(row));
    },
    remove: async (namespace, cid) => {
      await undefined;
      await outbox.remove(namespace, cid);
    },
    clear: (namespace) => outbox.clear(namespace),
  };
}

/** The invariants that a run violated; empty when all hold. */
export interface Outcome {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly sent: number;
}

const STEPS = 40;

/**
 * Plays one random chat: sends, answers, lost connections, lost and late frames, reloads, a new epoch, in some runs also
 * stops, messages that wait for the end of a turn, and choices after the deadline of thinking. Then it heals the network
 * and checks the invariants.
 */
export async function simulate(seed: number, implementation: Implementation): Promise<Outcome> {
  const { createRandom, createMemoryStorage, createMemoryOutbox, MemoryServer, VirtualClock } = implementation.testing;
  const random = createRandom(seed);
  const chance = (probability: number): boolean => random() < probability;
  const clock = new VirtualClock();
  /** In half of the runs the visitor stops answers. */
  const mayStop = seed % 2 === 1;
  /**
   * In a fifth of the runs a message may wait for the end of a turn, and the deadline of thinking has choices. The other
   * runs stay as they are, because the seeds of the mutants are stored.
   */
  const mayWait = seed % 5 === 4;
  let faulty = true;
  const roughness = random();
  const server = new MemoryServer({
    clock,
    script: (turn) => {
      if (turn.body.type !== 'text') return;
      if (mayWait && chance(0.5)) {
        turn.think('…', { ttlMs: 1_500, overdue: { choices: ['wait', 'retry'], waitMs: 1_500 } });
      } else if (chance(0.3)) turn.think('…', { ttlMs: 2_000 });
      if (mayStop && chance(0.2)) turn.draft(`draft-${turn.message.seq}`, 1, { text: `half of ${turn.message.seq}` });
      if (chance(0.8)) {
        // A turn that was lost with a restored backup gives no answer.
        const answer = () => turn.message.epoch === server.conversation.epoch && turn.reply(`to ${turn.message.seq}`);
        clock.setTimeout(answer, random() * 3_000);
      }
    },
    faults: {
      loseAck: (event) => faulty && event === 'send' && chance(0.15 * roughness),
      loseRequest: () => faulty && chance(0.08 * roughness),
      losePush: () => faulty && chance(0.2 * roughness),
      duplicatePush: () => faulty && chance(0.2 * roughness),
      delay: () => (faulty ? random() * random() * 4_000 * roughness : 1),
      deliverLate: () => faulty && chance(0.7),
    },
  });
  const world: World = {
    random,
    clock,
    server,
    storage: createMemoryStorage(),
    outbox: slowOutbox(createMemoryOutbox()),
  };

  let stops = 0;
  let stopsSettled = 0;
  const violations: string[] = [];
  const note = (text: string): void => {
    if (violations.length < 10) violations.push(text);
  };
  const intended: string[] = [];
  const erased = new Set<string>();
  /** Sends that were taken back while they waited. */
  const removed = new Set<string>();
  /** The questions that were asked again; the client gives these sends their cids. */
  let retries = 0;
  const settled = new Map<string, string>();
  /**
   * Sends that were reported as failed after three lost connections right after their emit. A late copy of one may still
   * reach the server, and is then in the log.
   */
  const suspects = new Set<string>();
  const unhandled = (reason: unknown): void => note(`I10 unhandled: ${String(reason)}`);
  process.on('unhandledRejection', unhandled);

  const open = (): Page => {
    const page = new Page(implementation, world, { whileThinking: mayWait ? 'queue' : 'block' });
    page.chat.messageIds.subscribe((ids) => {
      if (new Set(ids).size !== ids.length) note('I4 an id stands twice in the view');
    });
    page.chat.messages.subscribe((messages) => {
      const seqs = messages.filter(({ delivery }) => delivery === 'confirmed').flatMap(({ seq }) => seq ?? []);
      if (seqs.some((seq, index) => index > 0 && seq !== (seqs[index - 1] as number) + 1)) {
        note(`I5 the confirmed view has a gap: ${seqs.join(',')}`);
      }
    });
    return page;
  };
  let page = open();
  await clock.advance(50);

  for (let step = 0; step < STEPS; step += 1) {
    const dice = random();
    if (dice < 0.4) {
      const result = page.chat.send(`m${intended.length}`);
      if (result.ok) {
        intended.push(result.id);
        void result.settled.then(({ delivery, error }) => {
          settled.set(result.id, delivery);
          if (error?.code === 'POISONED') suspects.add(result.id);
        });
      }
    } else if (dice < 0.5) {
      if (server.conversations.size > 0) server.say(`bot ${step}`);
    } else if (dice < 0.58) server.drop();
    else if (dice < 0.62) server.reachable = !server.reachable;
    else if (dice < 0.67) {
      page.crash(server);
      await clock.advance(1);
      page = open();
    } else if (dice < 0.69 && server.conversations.size > 0) {
      const keep = server.conversation.head - (chance(0.5) ? Math.floor(random() * 3) : 0);
      for (const { cid } of server.conversation.log.slice(Math.max(0, keep))) if (cid) erased.add(cid);
      server.restore(Math.max(0, keep));
    } else if (dice < 0.72) server.beat();
    else if (mayStop && dice < 0.82) {
      const before = page.chat.can('stop');
      const stop = page.chat.stop();
      if (stop.ok !== before.ok) note('I7 a stop was not what can() said');
      if (stop.ok) {
        stops += 1;
        void stop.settled.then(() => {
          stopsSettled += 1;
        });
      }
    } else if (mayWait && dice < 0.95) {
      const choice = chance(0.5) ? 'wait' : 'retry';
      if (page.chat.chooseOverdue(choice).ok && choice === 'retry') retries += 1;
    } else if (mayWait) {
      const { queued } = page.chat.getSnapshot();
      if (queued && page.chat.discard(queued.id)) removed.add(queued.id);
    }
    await clock.advance(random() * 2_500);
  }

  // Heal the network: from here everything that is pending must complete without further calls.
  faulty = false;
  server.reachable = true;
  for (let round = 0; round < 12; round += 1) {
    await clock.advance(20_000);
    server.beat();
  }
  // The visitor retries what was reported as failed.
  for (const { id, delivery, error } of page.chat.messages.get()) {
    if (delivery !== 'failed' || error?.code !== 'POISONED') continue;
    suspects.add(id);
    page.chat.retry(id);
    await clock.advance(10_000);
  }
  await clock.advance(5_000);
  process.off('unhandledRejection', unhandled);

  const { conversation } = server;
  const logged = conversation.log.flatMap(({ cid }) => (cid ? [cid] : []));
  for (const cid of intended) {
    const times = logged.filter((other) => other === cid).length;
    if (times === 0 && !erased.has(cid) && !removed.has(cid)) note(`I1 ${cid} is lost (settled: ${settled.get(cid)})`);
    if (times > 0 && removed.has(cid)) note(`I2 ${cid} was sent after it was removed`);
    if (times > 1) note(`I2 ${cid} stands ${times} times in the log`);
  }
  const strangers = logged.filter((cid) => !intended.includes(cid));
  if (strangers.length > retries) note(`I2 the log has ${strangers.length} sends that nobody meant`);
  // A restored backup may have removed a message in the middle, which is then sent after later ones.
  const kept = logged.filter((cid) => !erased.has(cid) && !suspects.has(cid) && !strangers.includes(cid));
  const order = intended.filter((cid) => kept.includes(cid));
  if (kept.join() !== order.join()) note('I3 the log does not keep the order of intents');
  for (const [cid, delivery] of settled)
    if (delivery !== 'confirmed' && !suspects.has(cid) && !removed.has(cid)) note(`I7 ${cid} ended as ${delivery}`);

  if (page.chat.queued.get()) note('I7 a message still waits');
  if (stops !== stopsSettled) note(`I7 ${stops - stopsSettled} stops never ended`);
  for (const [seq, { state, draft }] of conversation.turns) {
    const answers = conversation.log.filter(({ turn, from }) => turn === seq && from.kind === 'bot');
    if (answers.length > 1) note(`I12 turn ${seq} has ${answers.length} answers`);
    if (state === 'stopped' && draft && !answers[0]?.stopped) note(`I1 what was written of turn ${seq} is lost`);
    if (state !== 'stopped' && answers.some(({ stopped }) => stopped)) note(`I12 turn ${seq} was not stopped`);
  }
  const { messages, status } = page.chat.getSnapshot();
  if (status !== 'ready') note(`I6 the client is stranded: ${status}`);
  const expected = conversation.log.slice(-messages.length);
  const view = messages.map(({ serverId, delivery }) => (delivery === 'confirmed' ? serverId : delivery));
  if (view.join() !== expected.map(({ id }) => id).join()) note(`I6 the view differs from the log: ${view.join()}`);
  if (messages.length < Math.min(50, conversation.head)) note('I6 the view is shorter than a page');
  if (server.connected !== 1) note(`I9 ${server.connected} sockets are open`);
  return { seed, violations, sent: intended.length };
}
