import { describe, expect, it } from 'vitest';
import { createMemoryOutbox } from '../../src/delivery/memory-outbox.ts';
import { Outbox } from '../../src/delivery/outbox.ts';
import type { OutboxRow } from '../../src/delivery/outbox.types.ts';
import { SendQueue, type SendQueueHost } from '../../src/delivery/send-queue.ts';
import { ChatError } from '../../src/errors.ts';
import { Batch } from '../../src/lib/reactive.ts';
import type { SendAck } from '../../src/protocol/server-events.ts';
import { createMemoryLocks } from '../../src/testing/memory-platform.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

const MAX_AGE_MS = 1_000_000;
const ACK: SendAck = { id: 'm', seq: 1, at: '2026-01-01T00:00:00.000Z' } as SendAck;

const lost = new ChatError('CONNECTION_LOST', '', { retryable: true });
const unanswered = new ChatError('NO_ANSWER', '', { retryable: true });
const refusal = (code: string) => new ChatError(code, '', { retryable: true });

/**
 * A queue whose requests a test answers. As in a client, each of its callbacks but an answer closes the gate, and
 * `resume()` opens it.
 */
function setUpQueue() {
  const clock = new VirtualClock();
  const outbox = new Outbox(createMemoryOutbox(), new Batch());
  const asked: string[] = [];
  const told: string[] = [];
  const answers: { resolve(ack: SendAck): void; reject(error: ChatError): void }[] = [];
  const locks = createMemoryLocks();
  const world = {
    isOpen: true,
    mayRepeat: (_row: OutboxRow): boolean => true,
    mayEmit: async (_row: OutboxRow): Promise<boolean> => true,
    lockRequests: 0,
  };
  const tell = (what: string) => {
    told.push(what);
    world.isOpen = false;
  };
  const host: SendQueueHost<OutboxRow['body']> = {
    get mayDrain() {
      return world.isOpen;
    },
    request: (row) => {
      asked.push(row.cid);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    mayRepeat: (row) => world.mayRepeat(row),
    mayEmit: (row) => world.mayEmit(row),
    acknowledged: ({ cid }) => {
      told.push(`${cid} acknowledged`);
      outbox.remove(cid);
      queue.settled(cid);
    },
    failed: ({ cid }, error) => {
      told.push(`${cid} ${error.code}`);
      outbox.fail(cid, { code: error.code, message: error.message, retryable: error.retryable });
    },
    deferred: ({ cid }, { code }) => tell(`${cid} deferred ${code}`),
    resumeRequired: () => tell('hello'),
    doubted: () => tell('probe'),
    emptied: () => tell('empty'),
  };
  const platform = {
    clock,
    locks: {
      run: ((name, task, signal) => {
        world.lockRequests += 1;
        return locks.run(name, task, signal);
      }) as typeof locks.run,
    },
  };
  const queue = new SendQueue(outbox, platform, MAX_AGE_MS, host);
  const add = (...cids: string[]) => {
    for (const cid of cids) outbox.add(cid, { type: 'text', text: cid, format: 'plain' }, {}, clock.now());
  };
  const last = () => answers.at(-1) as (typeof answers)[number];
  return {
    ...{ clock, outbox, queue, locks, asked, told, world, add },
    settle: () => clock.advance(0),
    async resume() {
      world.isOpen = true;
      queue.drain();
      await clock.advance(0);
    },
    async accept() {
      last().resolve(ACK);
      await clock.advance(0);
    },
    async reject(error: ChatError) {
      last().reject(error);
      await clock.advance(0);
    },
  };
}

describe('the order of sends', () => {
  it('sends one entry after the answer to the one before, in a single run', async () => {
    const { queue, asked, told, world, add, accept, settle } = setUpQueue();
    add('a', 'b');
    queue.drain();
    queue.drain();
    await settle();
    expect(asked).toEqual(['a']);
    await accept();
    expect(asked).toEqual(['a', 'b']);
    await accept();
    expect(told).toEqual(['a acknowledged', 'b acknowledged', 'empty']);
    expect(world.lockRequests).toBe(1);
  });

  it('sends what is written directly after an answer in the same run', async () => {
    const { clock, queue, outbox, told, world, add, accept, settle } = setUpQueue();
    const { version } = outbox;
    add('a');
    queue.drain();
    await settle();
    // The visitor's program writes the next message as soon as the last one has arrived.
    const unsubscribe = version.subscribe(() => {
      unsubscribe();
      void Promise.resolve().then(() => {
        add('b');
        queue.drain();
      });
    });
    await accept();
    await accept();
    await clock.advance(0);
    expect(told).toEqual(['a acknowledged', 'b acknowledged', 'empty']);
    expect(world.lockRequests).toBe(1);
  });

  it('tells once that it is empty, also if there was nothing to send', async () => {
    const { clock, queue, told, world } = setUpQueue();
    queue.drain();
    await clock.advance(60_000);
    expect(told).toEqual(['empty']);
    expect(world.lockRequests).toBe(1);
  });

  it('waits a moment before it is empty, for what is written directly after', async () => {
    const { queue, asked, told, world, add, settle, accept } = setUpQueue();
    queue.drain();
    // The clock stands, only promises run.
    for (let turn = 0; turn < 20; turn += 1) await undefined;
    expect(told).toEqual([]);
    add('a');
    queue.drain();
    await settle();
    expect(asked).toEqual(['a']);
    await accept();
    expect(world.lockRequests).toBe(1);
  });

  it('sends nothing while the gate is closed, and goes on when it opens', async () => {
    const { queue, asked, told, world, add, settle, resume, accept } = setUpQueue();
    world.isOpen = false;
    add('a');
    queue.drain();
    await settle();
    expect([asked, told]).toEqual([[], []]);
    await resume();
    await accept();
    expect(asked).toEqual(['a']);
  });
});

describe('a stop', () => {
  it('leaves the request in flight alone, and what follows waits for its answer', async () => {
    const { queue, asked, told, world, add, settle, accept } = setUpQueue();
    add('a', 'b');
    queue.drain();
    await settle();
    queue.stop();
    world.isOpen = false;
    await settle();
    world.isOpen = true;
    queue.drain();
    await settle();
    expect(asked, 'no second run beside the request').toEqual(['a']);
    await accept();
    expect(asked).toEqual(['a', 'b']);
    await accept();
    expect(told).toEqual(['a acknowledged', 'b acknowledged', 'empty']);
  });

  it('lets another tab send between two sends', async () => {
    const { queue, locks, asked, add, settle, accept } = setUpQueue();
    add('a', 'b');
    queue.drain();
    await settle();
    void locks.run('', async () => void asked.push('another tab'), new AbortController().signal);
    queue.stop();
    await accept();
    expect(asked).toEqual(['a', 'another tab', 'b']);
  });

  it('gives up waiting for the lock, and a new start waits once', async () => {
    const { queue, locks, asked, world, add, settle } = setUpQueue();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    void locks.run('', () => held, new AbortController().signal);
    add('a');
    queue.drain();
    await settle();
    queue.stop();
    queue.drain();
    await settle();
    expect(asked, 'another tab sends').toEqual([]);
    release();
    await settle();
    expect(asked).toEqual(['a']);
    expect(world.lockRequests).toBe(2);
  });
});

describe('an entry that is settled elsewhere', () => {
  it('is not waited for any longer, and its late answer changes nothing', async () => {
    const { queue, outbox, asked, told, add, settle, accept } = setUpQueue();
    add('a', 'b');
    queue.drain();
    await settle();
    queue.settled('b');
    await settle();
    expect(asked, 'only the entry that was settled').toEqual(['a']);
    outbox.remove('a');
    queue.settled('a');
    await settle();
    expect(asked).toEqual(['a', 'b']);
    await accept();
    expect(told).toEqual(['b acknowledged', 'empty']);
  });
});

describe('an entry that is not sent', () => {
  it('expires after its age, and not at it', async () => {
    const { clock, queue, asked, told, add, settle, accept } = setUpQueue();
    add('a');
    clock.shift(MAX_AGE_MS);
    queue.drain();
    await settle();
    expect(asked).toEqual(['a']);
    await accept();
    expect(told).toEqual(['a acknowledged', 'empty']);

    const later = setUpQueue();
    later.add('old');
    later.clock.shift(MAX_AGE_MS + 1);
    later.add('new');
    later.queue.drain();
    await later.settle();
    expect(later.asked).toEqual(['new']);
    expect(later.told).toEqual(['old EXPIRED']);
    expect(later.outbox.find('old')?.failure).toMatchObject({ message: 'It could not be delivered within a day.' });
  });

  it('is one that may have been delivered, if the host says so', async () => {
    const { queue, outbox, asked, told, world, add, settle, reject, resume, accept } = setUpQueue();
    add('a', 'b');
    queue.drain();
    await settle();
    await reject(unanswered);
    expect(told).toEqual(['probe']);
    world.mayRepeat = ({ cid }) => {
      outbox.fail(cid, { code: 'NO_ANSWER', message: '', retryable: true });
      return false;
    };
    await resume();
    expect(asked).toEqual(['a', 'b']);
    await accept();
    expect(told).toEqual(['probe', 'b acknowledged', 'empty']);
  });

  it('waits for the storage to say so after the end of a turn', async () => {
    const { clock, queue, outbox, asked, told, world, add, settle } = setUpQueue();
    const body = { type: 'text', text: 'q', format: 'plain' } as const;
    outbox.add('q', body, {}, clock.now(), true);
    add('b');
    const read: string[] = [];
    world.mayEmit = async ({ cid }) => {
      read.push(cid);
      outbox.remove(cid);
      return false;
    };
    queue.drain();
    await settle();
    expect(read, 'only for what has waited').toEqual(['q']);
    expect(asked).toEqual(['b']);
    expect(told).toEqual([]);
  });

  it('is not sent if the turn went on, or if it was taken back, while the storage was read', async () => {
    const { clock, queue, outbox, asked, world, settle, resume } = setUpQueue();
    const body = { type: 'text', text: 'q', format: 'plain' } as const;
    outbox.add('q', body, {}, clock.now(), true);
    world.mayEmit = async () => {
      world.isOpen = false;
      return true;
    };
    queue.drain();
    await settle();
    expect(asked).toEqual([]);
    world.mayEmit = async () => {
      outbox.remove('q');
      return true;
    };
    await resume();
    expect(asked).toEqual([]);
    outbox.add('r', body, {}, clock.now(), true);
    world.mayEmit = async () => true;
    await resume();
    expect(asked).toEqual(['r']);
  });
});

describe('a send that fails', () => {
  async function setUpSent() {
    const world = setUpQueue();
    world.add('a');
    world.queue.drain();
    await world.settle();
    /** The connection breaks after so long, and the next one opens. */
    const lose = async (afterMs = 0) => {
      await world.clock.advance(afterMs);
      world.world.isOpen = false;
      await world.reject(lost);
      await world.resume();
    };
    return { ...world, lose };
  }

  it('is blamed for three losses in a row within two seconds of it', async () => {
    const { asked, told, outbox, lose } = await setUpSent();
    await lose(2_000);
    await lose(2_000);
    expect([asked.length, told]).toEqual([3, []]);
    await lose(2_000);
    expect(told).toEqual(['a POISONED', 'empty']);
    expect(outbox.find('a')?.failure).toEqual({
      code: 'POISONED',
      message: 'The connection broke each time this message was sent.',
      retryable: true,
    });
  });

  it('is not blamed if the connection held for longer, or the server was slow, in between', async () => {
    const { told, lose, reject, resume } = await setUpSent();
    await lose();
    await lose();
    await lose(2_001);
    await lose();
    await lose();
    expect(told).toEqual([]);
    await reject(unanswered);
    await resume();
    await lose();
    await lose();
    expect(told).toEqual(['probe']);
  });

  it('has three attempts again when the visitor repeats it', async () => {
    const { clock, outbox, asked, told, lose, resume } = await setUpSent();
    for (let attempt = 0; attempt < 3; attempt += 1) await lose();
    outbox.revive('a', clock.now());
    await resume();
    await lose();
    await lose();
    expect(told).toEqual(['a POISONED', 'empty']);
    await lose();
    expect(told.filter((what) => what === 'a POISONED')).toHaveLength(2);
    expect(asked).toHaveLength(6);
  });

  it('waits if the server says that it may be repeated later', async () => {
    const { told, reject } = await setUpSent();
    await reject(refusal('RATE_LIMITED'));
    expect(told).toEqual(['a deferred RATE_LIMITED']);
  });

  it.each(['RESUME_REQUIRED', 'TOKEN_EXPIRED'])('asks for hello every second time after %s', async (code) => {
    const { told, reject, resume } = await setUpSent();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await reject(refusal(code));
      await resume();
    }
    expect(told).toEqual(['hello', `a deferred ${code}`, 'hello', `a deferred ${code}`]);
  });

  it('has failed with any other code, and the next one is sent', async () => {
    const { asked, told, add, reject } = await setUpSent();
    add('b');
    await reject(refusal('BLOCKED'));
    expect(told).toEqual(['a BLOCKED']);
    expect(asked).toEqual(['a', 'b']);
  });
});
