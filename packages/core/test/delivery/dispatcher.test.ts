import { describe, expect, it } from 'vitest';
import { Dispatcher } from '../../src/delivery/dispatcher.ts';
import type { SendLink } from '../../src/delivery/dispatcher.types.ts';
import { createMemoryOutbox } from '../../src/delivery/memory-outbox.ts';
import { Outbox } from '../../src/delivery/outbox.ts';
import type { OutboxRow } from '../../src/delivery/outbox.types.ts';
import { ChatError } from '../../src/errors.ts';
import { Batch } from '../../src/lib/reactive.ts';
import type { SendAck } from '../../src/protocol/server-events.ts';
import { createMemoryLocks } from '../../src/testing/memory-platform.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

const MAX_AGE_MS = 1_000;
const body = (text: string) => ({ type: 'text', text, format: 'plain' }) as const;
const ACK = { id: 'm', seq: 7, at: '2026-01-01T00:00:00.000Z' } as SendAck;
const refusal = (code: string) => new ChatError(code, `about ${code}`, { retryable: false });

/** A dispatcher whose requests the test answers, and which records what it shows and tells. */
function setUpDispatcher({ deduplicates = true } = {}) {
  const clock = new VirtualClock();
  const storage = createMemoryOutbox();
  const batch = new Batch();
  const outbox = new Outbox(storage, batch);
  const told: string[] = [];
  const errors: string[] = [];
  const lockNames: string[] = [];
  const shown: OutboxRow[] = [];
  const answers: { resolve(ack: SendAck): void; reject(error: unknown): void }[] = [];
  const state = { isOpen: true, isBurst: false, notifications: 0 };
  const locks = createMemoryLocks();
  let ids = 0;
  const link: SendLink<OutboxRow['body']> = {
    deduplicates,
    request: ({ cid }) => {
      told.push(`request ${cid}`);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    acknowledged: ({ cid }, { seq }) => void told.push(`log ${cid} at ${seq}`),
  };
  const stopped = (what: string) => {
    told.push(what);
    state.isOpen = false;
  };
  const dispatcher = new Dispatcher({
    batch,
    outbox,
    link,
    maxAgeMs: MAX_AGE_MS,
    onError: ({ code }) => errors.push(code),
    platform: {
      clock,
      createId: () => {
        ids += 1;
        return `new-${ids}`;
      },
      locks: {
        run: (name, task, signal) => {
          lockNames.push(name);
          return locks.run(name, task, signal);
        },
      },
    },
    view: {
      add: (row, error) => {
        shown.push(row);
        told.push(`show ${row.cid}${error ? ` ${error.code} ${error.retryable}` : ''}`);
      },
      update: (cid, delivery, error) => void told.push(`${cid} is ${delivery}${error ? ` ${error.code}` : ''}`),
      confirm: (cid) => void told.push(`${cid} is confirmed`),
      remove: (cid) => void told.push(`hide ${cid}`),
    },
    gate: {
      get isOpen() {
        return state.isOpen;
      },
      filled: () => {
        told.push('filled');
        return state.isBurst;
      },
      emptied: () => stopped('empty'),
      deferred: ({ code }) => stopped(`pause ${code}`),
      resumeRequired: () => stopped('hello'),
      doubted: () => stopped('probe'),
    },
  });
  outbox.version.subscribe(() => {
    state.notifications += 1;
  });
  const settle = () => clock.advance(0);
  return {
    ...{ clock, storage, outbox, dispatcher, errors, locks, lockNames, shown, state, settle },
    done: () => told.splice(0),
    async open() {
      state.isOpen = true;
      dispatcher.drain();
      await settle();
    },
    async accept() {
      answers.at(-1)?.resolve(ACK);
      await settle();
    },
    async refuse(code: string) {
      answers.at(-1)?.reject(refusal(code));
      await settle();
    },
  };
}

describe('a send', () => {
  it('is shown at once, sent when the gate opens, and confirmed by its answer', async () => {
    const { outbox, dispatcher, lockNames, done, open, accept, settle } = setUpDispatcher();
    const sent = dispatcher.send(body('hi'), { plan: 'pro' });
    expect(sent.id).toBe('new-1');
    expect(outbox.find('new-1')).toMatchObject({ body: body('hi'), params: { plan: 'pro' } });
    await settle();
    expect(done()).toEqual(['show new-1', 'filled']);
    expect(lockNames).toEqual([]);
    await open();
    expect(done()).toEqual(['request new-1']);
    expect(dispatcher.isUnsent('new-1')).toBe(true);
    await accept();
    expect(done()).toEqual(['log new-1 at 7', 'new-1 is confirmed', 'empty']);
    expect(await sent.settled).toEqual({ delivery: 'confirmed', seq: 7 });
    expect(dispatcher.isUnsent('new-1')).toBe(false);
  });

  it('is sent at once in the middle of a burst, with the id that the UI shows already', async () => {
    const { dispatcher, state, done, settle } = setUpDispatcher();
    state.isBurst = true;
    expect(dispatcher.send(body('hi'), {}, 'mine').id).toBe('mine');
    await settle();
    expect(done()).toEqual(['show mine', 'filled', 'request mine']);
  });

  it('changes the state once', async () => {
    const { dispatcher, state, settle } = setUpDispatcher();
    dispatcher.send(body('a'), {});
    expect(state.notifications, 'at once, without waiting for a promise').toBe(1);
    dispatcher.enqueue(body('b'), {});
    expect(state.notifications).toBe(2);
    dispatcher.discard('new-1');
    expect(state.notifications).toBe(3);
    await settle();
    expect(state.notifications).toBe(3);
  });

  it('is confirmed by its echo or by hello, once', async () => {
    const { dispatcher, done, open, accept } = setUpDispatcher();
    const [first, second] = [dispatcher.send(body('a'), {}), dispatcher.send(body('b'), {})];
    await open();
    done();
    dispatcher.confirmed('new-1', 3);
    dispatcher.confirmed('new-1', 3);
    dispatcher.confirmed('nobody', 3);
    expect(done()).toEqual(['new-1 is confirmed']);
    expect(await first.settled).toEqual({ delivery: 'confirmed', seq: 3 });
    await accept();
    expect(done(), 'the queue goes on without the answer').toContain('request new-2');
    dispatcher.confirmed('new-2');
    expect(await second.settled).toStrictEqual({ delivery: 'confirmed' });
  });

  it('that is refused has failed, with the error for the visitor and for the site', async () => {
    const { outbox, dispatcher, errors, done, open, refuse } = setUpDispatcher();
    const sent = dispatcher.send(body('a'), {});
    await open();
    done();
    await refuse('BLOCKED');
    expect(done()).toEqual(['new-1 is failed BLOCKED', 'empty']);
    expect(errors).toEqual(['BLOCKED']);
    expect(await sent.settled).toMatchObject({ delivery: 'failed', error: { code: 'BLOCKED' } });
    expect(outbox.find('new-1')?.failure).toEqual({ code: 'BLOCKED', message: 'about BLOCKED', retryable: false });
  });

  it('that is too old has expired', async () => {
    const { clock, dispatcher, errors, done, open } = setUpDispatcher();
    const sent = dispatcher.send(body('a'), {});
    clock.shift(MAX_AGE_MS + 1);
    done();
    await open();
    expect(done()).toEqual(['new-1 is expired EXPIRED', 'empty']);
    expect(errors).toEqual(['EXPIRED']);
    expect(await sent.settled).toMatchObject({ delivery: 'expired' });
  });

  it('that has to wait stays pending, with the reason', async () => {
    const { dispatcher, errors, done, open, refuse } = setUpDispatcher();
    dispatcher.send(body('a'), {});
    await open();
    done();
    await refuse('RATE_LIMITED');
    expect(done()).toEqual(['new-1 is pending RATE_LIMITED', 'pause RATE_LIMITED']);
    expect(errors).toEqual([]);
  });

  it.each([
    ['RESUME_REQUIRED', 'hello'],
    ['NO_ANSWER', 'probe'],
  ])('after %s leads to a %s', async (code, expected) => {
    const { dispatcher, done, open, refuse } = setUpDispatcher();
    dispatcher.send(body('a'), {});
    await open();
    done();
    await refuse(code);
    expect(done()).toEqual([expected]);
  });

  it('without an answer is repeated only to a server that deduplicates', async () => {
    for (const deduplicates of [true, false]) {
      const { dispatcher, errors, done, open, refuse } = setUpDispatcher({ deduplicates });
      const sent = dispatcher.send(body('a'), {});
      await open();
      await refuse('NO_ANSWER');
      done();
      await open();
      if (deduplicates) expect(done()).toEqual(['request new-1']);
      else {
        expect(done()).toEqual(['new-1 is unconfirmed NO_ANSWER', 'empty']);
        expect(errors).toEqual(['NO_ANSWER']);
        const { error, delivery } = await sent.settled;
        expect(delivery).toBe('unconfirmed');
        expect(error?.message).toBe('It may have been delivered; nobody confirmed it.');
      }
    }
  });

  it('waits after a stop until another tab has sent', async () => {
    const { dispatcher, locks, done, open, accept } = setUpDispatcher();
    await dispatcher.restore('me');
    for (const text of ['a', 'b']) dispatcher.send(body(text), {});
    await open();
    done();
    const others: string[] = [];
    void locks.run('me:outbox', async () => void others.push(...done()), new AbortController().signal);
    dispatcher.stop();
    await accept();
    expect(others).toEqual(['log new-1 at 7', 'new-1 is confirmed']);
    expect(done()).toEqual(['request new-2']);
  });

  it('goes to nobody after a stop, and with another user has failed', async () => {
    const { dispatcher, state, done, open, accept } = setUpDispatcher();
    const [a, b] = [dispatcher.send(body('a'), {}), dispatcher.send(body('b'), {})];
    await open();
    dispatcher.stop();
    state.isOpen = false;
    done();
    dispatcher.abandon();
    expect(await Promise.all([a.settled, b.settled])).toEqual([{ delivery: 'failed' }, { delivery: 'failed' }]);
    await accept();
    expect(done(), 'the late answer for the user of before').toEqual([]);
  });
});

describe('a send that waits for the end of a turn', () => {
  it('is shown as a message when it is sent', async () => {
    const { outbox, dispatcher, done, open, accept } = setUpDispatcher();
    const sent = dispatcher.enqueue(body('q'), { plan: 'pro' });
    expect(done()).toEqual(['filled']);
    expect(outbox.queued).toMatchObject({ cid: 'new-1', params: { plan: 'pro' } });
    await open();
    expect(done()).toEqual(['show new-1', 'request new-1']);
    await accept();
    expect(await sent.settled).toEqual({ delivery: 'confirmed', seq: 7 });
  });

  it('is not sent if another tab has taken it back', async () => {
    const { storage, dispatcher, done, open, settle } = setUpDispatcher();
    await dispatcher.restore('me');
    const sent = dispatcher.enqueue(body('q'), {});
    await settle();
    await storage.remove('me', 'new-1');
    done();
    await open();
    expect(done()).toEqual(['hide new-1', 'empty']);
    expect(await sent.settled).toEqual({ delivery: 'failed' });
  });

  it('is shown when it expires', async () => {
    const { clock, dispatcher, done, open } = setUpDispatcher();
    dispatcher.enqueue(body('q'), {});
    clock.shift(MAX_AGE_MS + 1);
    done();
    await open();
    expect(done()).toEqual(['show new-1 EXPIRED true', 'new-1 is expired EXPIRED', 'empty']);
  });
});

describe('a failed send', () => {
  async function setUpFailed(code = 'BLOCKED') {
    const world = setUpDispatcher();
    world.dispatcher.send(body('a'), { plan: 'pro' });
    await world.open();
    await world.refuse(code);
    world.done();
    return world;
  }

  it('is sent again at the end, with the same id', async () => {
    const { clock, outbox, dispatcher, shown, state, done, open, accept } = await setUpFailed();
    await clock.advance(10);
    const before = state.notifications;
    const again = dispatcher.retry('new-1');
    expect(state.notifications).toBe(before + 1);
    expect(again?.id).toBe('new-1');
    expect(outbox.find('new-1')).toMatchObject({ createdAt: clock.now() });
    expect(outbox.find('new-1')).not.toHaveProperty('failure');
    expect(shown.at(-1), 'with its new time').toBe(outbox.find('new-1'));
    expect(done()).toEqual(['hide new-1', 'show new-1', 'filled']);
    await open();
    await accept();
    expect(await again?.settled).toEqual({ delivery: 'confirmed', seq: 7 });
  });

  it('is sent with a new id if the server knows the old one with another content', async () => {
    const { outbox, dispatcher, done } = await setUpFailed('CID_CONFLICT');
    const again = dispatcher.retry('new-1');
    expect(again?.id).toBe('new-2');
    expect(outbox.rows).toMatchObject([{ cid: 'new-2', body: body('a'), params: { plan: 'pro' } }]);
    expect(done()).toEqual(['hide new-1', 'show new-2', 'filled']);
  });

  it('can be removed; one that the server may have cannot', async () => {
    const { dispatcher, done, open } = await setUpFailed();
    expect(dispatcher.retry('nobody')).toBeUndefined();
    expect(dispatcher.discard('nobody')).toBe(false);
    expect(dispatcher.discard('new-1')).toBe(true);
    expect(done()).toEqual(['hide new-1']);
    expect(dispatcher.discard('new-1')).toBe(false);
    const sent = dispatcher.send(body('b'), {});
    expect(dispatcher.retry(sent.id), 'it has not failed').toBeUndefined();
    await open();
    expect(dispatcher.discard(sent.id)).toBe(false);
    const unsent = dispatcher.send(body('c'), {});
    expect(dispatcher.discard(unsent.id)).toBe(true);
    expect(await unsent.settled).toEqual({ delivery: 'failed' });
  });
});

describe('sends of an earlier page', () => {
  const row = (cid: string, order: number, more: Partial<OutboxRow> = {}): OutboxRow => ({
    ...{ cid, body: body(cid), params: {}, createdAt: Date.UTC(2026, 0, 1), order, emitted: false },
    ...more,
  });

  it('are shown with why they failed, and sent under the lock of the visitor', async () => {
    const { storage, dispatcher, lockNames, done, open } = setUpDispatcher();
    await storage.put('me', row('a', 1, { failure: { code: 'BLOCKED', message: 'no', retryable: false } }));
    await storage.put('me', row('b', 2, { failure: { code: 'EXPIRED', message: 'old', retryable: true } }));
    await storage.put('me', row('c', 3));
    await storage.put('me', row('q', 4, { queued: true }));
    await dispatcher.restore('me');
    expect(done()).toEqual(['show a BLOCKED false', 'show b EXPIRED true', 'show c']);
    await open();
    expect(done()).toEqual(['request c']);
    expect(lockNames).toEqual(['me:outbox']);
  });
});
