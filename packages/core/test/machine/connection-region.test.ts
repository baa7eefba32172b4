import { describe, expect, it } from 'vitest';
import { DEFAULT_TIMEOUTS } from '../../src/machine/timeouts.ts';
import { dialogOf, errorOf, startMachine, startOnline } from '../support/start-machine.ts';

const ONLINE = { online: 'fresh' };

describe('connecting', () => {
  it('opens a link, says hello and is online with its answer', async () => {
    const machine = startMachine();
    expect(machine.state.connection).toBe('idle');
    machine.send('lease.acquired');
    expect(machine.done()).toEqual(['open websocket']);
    expect(machine.context).toMatchObject({ attempt: 1, attemptedAt: machine.clock.now(), retryAt: null });
    machine.send('link.opened');
    expect(machine.state.connection).toBe('resuming');
    expect(machine.done()).toEqual(['hello 10000']);
    expect(machine.hasTag('ready')).toBe(false);
    await machine.answer('hello', [dialogOf('queued'), { type: 'history.loaded', hasOlder: true }]);
    expect(machine.state).toMatchObject({ connection: ONLINE, dialog: 'queued' });
    expect(machine.context).toMatchObject({ hasOlder: true, wasOnline: true, error: null });
    expect(machine.hasTag('ready')).toBe(true);
    expect(machine.done()).toEqual(['release']);
  });

  it('knows nothing of the conversation before', () => {
    const { context } = startMachine();
    expect(context).toMatchObject({
      ...{ attempt: 0, retryAt: null, retryFloor: 0, error: null, startWith: 'websocket', tokenRetried: false },
      ...{ wasOnline: false, thinking: null, overdue: null, leftTurn: null, gapFailures: 0, hasOlder: false },
      ...{ historyError: null, pausedFor: null, pausedUntil: null },
      dialog: { rev: 0, status: 'bot', operator: null },
    });
  });

  it('gives up after its time, and tries the other transport next, and then the first again', async () => {
    const machine = startMachine();
    machine.send('lease.acquired');
    await machine.clock.advance(9_999);
    expect(machine.state.connection).toBe('connecting');
    await machine.clock.advance(1);
    expect(machine.state.connection).toBe('waiting');
    expect(machine.context.error).toMatchObject({
      ...{ code: 'CONNECT_TIMEOUT', retryable: true, message: 'The server did not answer in time.' },
    });
    expect(machine.done()).toEqual(['open websocket', 'close']);
    await machine.clock.advance(1_000 + 10_000);
    expect(machine.done()).toEqual(['open polling', 'close']);
    await machine.clock.advance(2_000);
    expect(machine.done()).toEqual(['open websocket']);
  });

  it('waits for hello as long as it takes, and is offline if it fails', async () => {
    const machine = startMachine();
    machine.send('lease.acquired', 'link.opened');
    await machine.refuse('hello', errorOf('NO_ANSWER'));
    expect(machine.state.connection).toBe('waiting');
    expect(machine.context.error?.code).toBe('NO_ANSWER');
  });

  it('takes what is no error of the chat for a passing defect', async () => {
    const machine = startMachine();
    machine.send('lease.acquired', 'link.opened');
    await machine.refuse('hello', new TypeError('undefined is not a function'));
    expect(machine.state.connection).toBe('waiting');
    expect(machine.context.error).toMatchObject({ code: 'INTERNAL', retryable: true });
  });
});

describe('the time before the next attempt', () => {
  it('doubles up to a limit, multiplied by chance', async () => {
    for (const random of [1, 0.5]) {
      const machine = startMachine({ random });
      const delays: number[] = [];
      machine.send('lease.acquired');
      for (let attempt = 0; attempt < 7; attempt += 1) {
        machine.lose();
        expect(machine.state.connection).toBe('waiting');
        const delay = (machine.context.retryAt as number) - machine.clock.now();
        delays.push(delay / random);
        await machine.clock.advance(delay - 1);
        expect(machine.state.connection).toBe('waiting');
        await machine.clock.advance(1);
        expect(machine.state.connection).toBe('connecting');
        expect(machine.context.retryAt).toBeNull();
      }
      expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    }
  });

  it('doubles sixteen times at the most', async () => {
    const machine = startMachine({ reconnectMin: 1, reconnectMax: 1e12 });
    machine.send('lease.acquired');
    for (let attempt = 1; attempt < 19; attempt += 1) {
      machine.lose();
      machine.send('connect.now');
    }
    machine.lose();
    expect((machine.context.retryAt as number) - machine.clock.now()).toBe(2 ** 16);
  });

  it('is not less than the server asks for, in that attempt only', async () => {
    const machine = startMachine({ random: 0 });
    const wait = () => (machine.context.retryAt as number) - machine.clock.now();
    machine.send('lease.acquired');
    machine.lose(errorOf('DEPLOY', true, 5_000));
    expect(wait()).toBe(5_000);
    await machine.clock.advance(5_000);
    machine.lose();
    expect(wait()).toBe(0);
    machine.send('connect.now');
    machine.lose(errorOf('DEPLOY', true, 5_000));
    await machine.clock.advance(5_000 + 10_000);
    expect(machine.context.attempt, 'nor after an attempt that timed out').toBe(5);
  });

  it('starts again once a connection was stable', async () => {
    const machine = await startOnline();
    await machine.clock.advance(29_999);
    expect(machine.state.connection).toEqual(ONLINE);
    expect(machine.context.attempt).toBe(1);
    machine.lose();
    machine.send('connect.now', 'link.opened');
    await machine.answer('hello', []);
    expect(machine.context.attempt).toBe(2);
    await machine.clock.advance(30_000);
    expect(machine.state.connection).toEqual({ online: 'stable' });
    expect(machine.context.attempt).toBe(0);
  });

  it('is cut short by the visitor at any time, and by the page or the network after a rest', async () => {
    for (const event of ['network.returned', 'page.resumed'] as const) {
      const machine = startMachine();
      machine.send('lease.acquired');
      machine.lose();
      machine.send('connect.now');
      expect(machine.state.connection).toBe('connecting');
      machine.lose();
      await machine.clock.advance(999);
      machine.send(event);
      expect(machine.state.connection, event).toBe('waiting');
      await machine.clock.advance(1);
      machine.send(event);
      expect(machine.state.connection, event).toBe('connecting');
      expect(machine.context.attempt).toBe(3);
    }
  });
});

describe('a refusal', () => {
  it.each([
    ['ORIGIN_NOT_ALLOWED', true],
    ['INVALID', true],
    ['SOMETHING_NEW', false],
  ])('%s is final: nothing is tried until the visitor asks', async (code, retryable) => {
    const machine = startMachine();
    machine.send('lease.acquired');
    machine.lose(errorOf(code, retryable));
    expect(machine.state.connection).toBe('refused');
    expect(machine.done()).toEqual(['open websocket', 'close', `error ${code}`]);
    await machine.clock.advance(600_000);
    machine.send('network.returned', 'page.resumed');
    expect(machine.context).toMatchObject({ retryAt: null, error: { code } });
    expect(machine.done()).toEqual([]);
    machine.send('connect.now');
    expect(machine.state.connection).toBe('connecting');
  });

  it('of a token asks for another one, once until the client was online', async () => {
    const machine = startMachine();
    const expire = () => machine.lose(errorOf('TOKEN_EXPIRED'));
    machine.send('lease.acquired');
    expire();
    expect(machine.state.connection).toBe('connecting');
    expect(machine.done()).toEqual(['open websocket', 'close', 'open websocket']);
    expect(machine.context.error?.code).toBe('TOKEN_EXPIRED');
    machine.send('link.opened');
    await machine.answer('hello', []);
    expect(machine.context.error).toBeNull();
    expire();
    expect(machine.state.connection).toBe('connecting');
    machine.lose();
    expect(machine.state.connection, 'any other end of the connection passes').toBe('waiting');
    machine.send('connect.now');
    expire();
    expect(machine.state.connection).toBe('refused');
  });

  it('of hello counts like one of the link', async () => {
    for (const [code, state] of [
      ['TOKEN_EXPIRED', 'connecting'],
      ['BANNED', 'refused'],
      ['BUSY', 'waiting'],
    ] as const) {
      const connecting = startMachine();
      connecting.send('lease.acquired', 'link.opened');
      await connecting.refuse('hello', errorOf(code));
      expect(connecting.state.connection).toBe(state);
      const probing = await startOnline();
      probing.send('link.doubted');
      await probing.refuse('hello', errorOf(code));
      expect(probing.state.connection).toBe(state);
    }
  });
});

describe('a connection that is online', () => {
  it('is probed when in doubt, with less time, and stays online for the visitor', async () => {
    const machine = await startOnline();
    machine.send('link.doubted');
    expect(machine.state.connection).toBe('probing');
    expect(machine.hasTag('ready')).toBe(true);
    expect(machine.done()).toEqual(['hello 3000']);
    await machine.answer('hello', [dialogOf('queued')]);
    expect(machine.state).toMatchObject({ connection: ONLINE, dialog: 'queued' });
    expect(machine.done()).toEqual(['release']);
  });

  it('says hello again when the server requires it', async () => {
    const machine = await startOnline();
    machine.send('resume.required');
    expect(machine.state.connection).toBe('resuming');
    expect(machine.done()).toEqual(['hello 10000']);
  });

  it('is given up when it ends in any state', async () => {
    const ways = { online: [], probing: ['link.doubted'], resuming: ['resume.required'] } as const;
    for (const events of Object.values(ways)) {
      const machine = await startOnline();
      machine.send(...events);
      machine.done();
      machine.lose();
      expect(machine.state.connection).toBe('waiting');
      expect(machine.context.error?.code).toBe('CONNECTION_LOST');
      expect(machine.done()).toEqual(['close']);
    }
  });

  it('ends a hello that is on its way when the connection ends', async () => {
    const machine = await startOnline();
    machine.send('link.doubted');
    machine.lose();
    expect(machine.signals.map(({ aborted }) => aborted)).toEqual([false, true]);
    await machine.answer('hello', [dialogOf('queued')]);
    expect(machine.state).toMatchObject({ connection: 'waiting', dialog: 'bot' });
  });
});

describe('a page that is suspended', () => {
  const states = {
    connecting: [],
    resuming: ['link.opened'],
    waiting: [{ type: 'link.closed', error: errorOf('CONNECTION_LOST') }],
  } as const;

  it.each(Object.keys(states) as (keyof typeof states)[])('closes the link while %s', async (state) => {
    const machine = startMachine();
    machine.send('lease.acquired', ...states[state]);
    expect(machine.state.connection).toBe(state);
    machine.done();
    machine.send('page.suspended');
    expect(machine.state.connection).toBe('suspended');
    expect(machine.context.retryAt).toBeNull();
    expect(machine.done()).toEqual(['close']);
    await machine.clock.advance(600_000);
    expect(machine.state.connection).toBe('suspended');
  });

  it('closes the link while online and while probing', async () => {
    for (const events of [[], ['link.doubted']] as const) {
      const machine = await startOnline();
      machine.send(...events);
      machine.done();
      machine.send('page.suspended');
      expect(machine.state.connection).toBe('suspended');
      expect(machine.done()).toEqual(['close']);
    }
  });

  it.each(['page.resumed', 'connect.now', 'network.returned'] as const)('connects with %s', async (event) => {
    const machine = await startOnline();
    machine.send('page.suspended');
    machine.send(event);
    expect(machine.state.connection).toBe('connecting');
  });
});

describe('leases and people', () => {
  it('is idle after the last lease, without an error of before', async () => {
    const machine = await startOnline();
    machine.lose();
    machine.done();
    machine.send('lease.released');
    expect(machine.state.connection).toBe('idle');
    expect(machine.done()).toEqual(['close']);
    expect(machine.context).toMatchObject({ attempt: 0, error: null, wasOnline: false, retryAt: null });
    machine.send('lease.acquired');
    expect(machine.context.attempt).toBe(1);
  });

  it('connects anew for another person, and not without a lease', async () => {
    const machine = startMachine();
    machine.send('identity.changed');
    expect(machine.state.connection).toBe('idle');
    expect(machine.done()).toEqual([]);
    machine.send('lease.acquired', 'link.opened');
    machine.done();
    machine.send('identity.changed');
    expect(machine.state.connection).toBe('connecting');
    expect(machine.done()).toEqual(['close', 'open websocket']);
  });
});

it('has the documented times', () => {
  expect(DEFAULT_TIMEOUTS).toEqual({
    ...{ connect: 10_000, hello: 10_000, ack: 10_000, probe: 3_000, page: 10_000, thinking: 60_000 },
    ...{ thinkingMax: 600_000, stop: 5_000, reconnectMin: 1_000, reconnectMax: 30_000, stable: 30_000 },
    ...{ draft: 15_000, leaseGrace: 3_000, outboxAge: 86_400_000, sendRetry: 1_000 },
  });
});
