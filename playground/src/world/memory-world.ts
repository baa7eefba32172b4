import {
  createMemoryLocks,
  createMemoryOutbox,
  createMemoryStorage,
  MemoryServer,
  type Turn,
} from '@connective-chat/core/testing';
import type { World } from './world.types.ts';

const STEPS = ['Reading your question', 'Searching our help pages', 'Reading “Delivery times”'];
const STEP_MS = 900;
const SLOW_MS = 1_200;
const TTL_MS = 30_000;

const GREETING =
  'Hi! I answer in this page, without a server. Ask me something, and try the faults above while I think.';
const ANSWER =
  'It takes **2–4 working days** within Ukraine. We send a number to follow the parcel as soon as it leaves.';

/** The in-memory server of the test kit in real time, so that the page works without a backend. */
export function createMemoryWorld(): World {
  let hangs = false;
  const clock = {
    now: () => Date.now(),
    setTimeout: (work: () => void, ms: number): unknown => setTimeout(work, ms),
    clearTimeout: (timer: unknown) => clearTimeout(timer as number),
  };
  const answer = async (turn: Turn): Promise<void> => {
    if (turn.body.type !== 'text') return;
    for (let count = 1; count <= STEPS.length; count++) {
      turn.think(STEPS[count - 1] ?? '', {
        ttlMs: TTL_MS,
        steps: STEPS.slice(0, count),
        overdue: { text: 'This takes longer than usual.', choices: ['wait', 'retry'] },
      });
      await turn.wait(STEP_MS);
    }
    if (hangs) return;
    turn.reply({ type: 'text', text: ANSWER, format: 'markdown' });
  };
  const server = new MemoryServer({
    clock,
    script: (turn) => {
      if (turn.body.type === 'request_operator') server.setDialog({ status: 'queued', queuePosition: 1 });
      else if (turn.body.type === 'close') server.setDialog({ status: 'closed', operator: null });
      else if (server.conversation.dialog.status === 'bot') void answer(turn);
    },
  });
  const storage = createMemoryStorage();
  let isGreeted = false;
  server.intercept = (event, _, give) => {
    if (event !== 'hello') return undefined;
    const given = give();
    if (!isGreeted) {
      isGreeted = true;
      queueMicrotask(() => server.say(GREETING));
    }
    return given;
  };
  return {
    name: 'An in-memory server in this page',
    isReal: false,
    url: 'http://memory',
    transport: server.transport,
    get platform() {
      return { storage, outbox: createMemoryOutbox(), locks: createMemoryLocks(), postFile: server.postFile };
    },
    async cut() {
      server.drop();
    },
    async slow(on) {
      server.faults = on ? { delay: () => SLOW_MS } : {};
    },
    async thinkForEver(on) {
      hangs = on;
    },
    async takeOver() {
      server.handoff({ id: 'maria', name: 'Maria' });
      server.say('Good afternoon, this is Maria. How can I help?', 'operator');
    },
    async run(on) {
      server.reachable = on;
      if (!on) server.drop('server killed');
    },
  };
}
