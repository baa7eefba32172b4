import { describe, expect, it } from 'vitest';
import { dialogOf, errorOf, startMachine, startOnline, thinkingOf } from '../support/start-machine.ts';

describe('thinking', () => {
  it('blocks the input for the time that the server gives', async () => {
    const machine = await startOnline();
    const now = machine.clock.now();
    const steps = [{ id: 'a', text: 'Looking', state: 'running' }] as never;
    machine.send(thinkingOf({ rev: 4, turn: 2, text: 'Reading', stage: 's', steps, elapsedMs: 700, ttlMs: 5_000 }));
    expect(machine.state.turn).toBe('thinking');
    expect(machine.hasTag('inputBlocked')).toBe(true);
    expect(machine.context.thinking).toEqual({
      ...{ rev: 4, turn: 2, text: 'Reading', stage: 's', steps, overdue: {} },
      ...{ since: now - 700, until: now + 5_000 },
    });
    await machine.clock.advance(4_999);
    expect(machine.state.turn).toBe('thinking');
    await machine.clock.advance(1);
    expect(machine.state.turn).toBe('overdue');
    expect(machine.hasTag('inputBlocked')).toBe(false);
    expect(machine.done()).toEqual(['late: Reading']);
    expect(machine.context).toMatchObject({ thinking: null, overdue: { text: 'Reading', turn: 2 } });
  });

  it.each([
    [null, 60_000],
    [-7, 0],
    [Number.MAX_SAFE_INTEGER, 600_000],
  ])('with a ttl of %s has the time of the client', async (ttlMs, expected) => {
    const machine = await startOnline();
    machine.send(thinkingOf({ ttlMs }));
    expect(machine.context.thinking?.until).toBe(machine.clock.now() + expected);
  });

  it('lasts as long as its last stage says, and is shown since its first', async () => {
    const machine = await startOnline();
    const start = machine.clock.now();
    machine.send(thinkingOf({ ttlMs: 5_000 }));
    await machine.clock.advance(4_000);
    machine.send(thinkingOf({ text: 'Reading', ttlMs: 5_000 }));
    await machine.clock.advance(4_000);
    expect(machine.state.turn).toBe('thinking');
    expect(machine.context.thinking).toMatchObject({ text: 'Reading', since: start, until: start + 9_000 });
  });

  it('ends with its end, with the connection, and with an operator', async () => {
    for (const end of [
      { type: 'thinking.ended' },
      { type: 'link.closed', error: errorOf('CONNECTION_LOST') },
      dialogOf('operator'),
    ] as const) {
      for (const stop of [[], ['stop.requested']] as const) {
        const machine = await startOnline();
        machine.send(thinkingOf(), ...stop, end);
        expect(machine.state.turn).toBe('ready');
        expect(machine.context).toMatchObject({ thinking: null, overdue: null });
      }
    }
  });

  it('goes on while the connection is probed, and with any other dialog', async () => {
    for (const stop of [[], ['stop.requested']] as const) {
      const machine = await startOnline();
      machine.send(thinkingOf(), ...stop, 'link.doubted', dialogOf('queued'));
      expect(machine.hasTag('inputBlocked')).toBe(true);
      expect(machine.context.thinking).not.toBeNull();
    }
  });

  it('does not start offline or beside an operator', async () => {
    const offline = startMachine();
    offline.send(thinkingOf());
    expect(offline.state.turn).toBe('ready');
    const machine = await startOnline();
    machine.send(dialogOf('operator'), thinkingOf());
    expect(machine.state.turn).toBe('ready');
    machine.send(thinkingOf({ ttlMs: 0 }));
    expect(machine.state.turn).toBe('ready');
  });
});

describe('a stop', () => {
  it('is sent for the turn that is shown, and leaves it until the server ends it', async () => {
    const machine = await startOnline();
    machine.send('stop.requested');
    expect(machine.state.turn).toBe('ready');
    machine.send(thinkingOf({ turn: 7 }), 'stop.requested', 'stop.requested');
    expect(machine.state.turn).toBe('stopping');
    expect(machine.hasTag('inputBlocked')).toBe(true);
    expect(machine.done()).toEqual(['stop turn 7']);
    await machine.answer('stop');
    expect(machine.state.turn).toBe('thinking');
  });

  it('that fails or has no answer leaves the thinking as it was', async () => {
    const refused = await startOnline();
    refused.send(thinkingOf({ turn: 7 }), 'stop.requested');
    await refused.refuse('stop', errorOf('BUSY'));
    expect(refused.state.turn).toBe('thinking');
    const silent = await startOnline();
    const until = silent.clock.now() + 60_000;
    silent.send(thinkingOf(), 'stop.requested');
    await silent.clock.advance(4_999);
    expect(silent.state.turn).toBe('stopping');
    await silent.clock.advance(1);
    expect(silent.state.turn).toBe('thinking');
    expect(silent.context.thinking?.until).toBe(until);
  });

  it('waits no longer than the thinking', async () => {
    const machine = await startOnline();
    machine.send(thinkingOf({ ttlMs: 2_000 }), 'stop.requested');
    await machine.clock.advance(1_999);
    expect(machine.state.turn).toBe('stopping');
    await machine.clock.advance(1);
    expect(machine.state.turn).toBe('overdue');
  });

  it('goes on with the next stage of its turn, and ends with another turn', async () => {
    const machine = await startOnline();
    const start = machine.clock.now();
    machine.send(thinkingOf({ turn: 7, ttlMs: 9_000 }), 'stop.requested');
    machine.send(thinkingOf({ turn: 7, text: 'Reading', ttlMs: 20_000 }));
    expect(machine.state.turn).toBe('stopping');
    expect(machine.context.thinking).toMatchObject({ text: 'Reading', until: start + 20_000 });
    machine.send(thinkingOf({ turn: 7, text: 'Still reading', ttlMs: 0 }));
    expect(machine.state.turn).toBe('stopping');
    expect(machine.context.thinking).toMatchObject({ text: 'Still reading', until: start + 20_000 });
    machine.send(thinkingOf({ turn: 8, ttlMs: 9_000 }));
    expect(machine.state.turn).toBe('thinking');
    expect(machine.context.thinking?.turn).toBe(8);
  });
});

describe('after the deadline', () => {
  const startOverdue = async (more: Parameters<typeof thinkingOf>[0] = {}) => {
    const machine = await startOnline();
    machine.send(thinkingOf({ turn: 3, ttlMs: 1_000, ...more }));
    await machine.clock.advance(1_000);
    machine.done();
    return machine;
  };

  it('thinking of the server that is late already blocks nothing', async () => {
    const machine = await startOnline();
    machine.send(thinkingOf({ turn: 3, ttlMs: 0, elapsedMs: 90_000 }));
    expect(machine.state.turn).toBe('overdue');
    expect(machine.context).toMatchObject({ thinking: null, overdue: { turn: 3 } });
    const since = machine.context.overdue?.since;
    expect(since).toBe(machine.clock.now() - 90_000);
    await machine.clock.advance(10);
    machine.send(thinkingOf({ turn: 3, ttlMs: 0, text: 'Reading' }));
    expect(machine.context.overdue).toMatchObject({ since, text: 'Reading' });
    machine.send(thinkingOf({ turn: 4, ttlMs: 0 }));
    expect(machine.context.overdue).toMatchObject({ since: machine.clock.now(), turn: 4 });
    machine.send(thinkingOf({ turn: 5 }));
    expect(machine.state.turn).toBe('thinking');
    expect(machine.context).toMatchObject({ thinking: { turn: 5 }, overdue: null });
  });

  it('the visitor can wait on, for the time of the scenario or of the client, up to the limit', async () => {
    for (const [waitMs, expected] of [
      [20_000, 20_000],
      [undefined, 60_000],
      [9_999_999, 600_000],
    ]) {
      const machine = await startOverdue({ overdue: waitMs === undefined ? {} : { waitMs } });
      machine.send('wait.requested');
      expect(machine.state.turn).toBe('thinking');
      expect(machine.context.overdue).toBeNull();
      expect(machine.context.thinking).toMatchObject({ turn: 3, until: machine.clock.now() + (expected as number) });
    }
  });

  it('a stage of the turn leaves the visitor who waits on waiting, and of another turn is late', async () => {
    const machine = await startOverdue();
    machine.send('wait.requested');
    const until = machine.clock.now() + 60_000;
    machine.send(thinkingOf({ turn: 3, text: 'Reading', ttlMs: 0 }));
    expect(machine.state.turn).toBe('thinking');
    expect(machine.context.thinking).toMatchObject({ text: 'Reading', until });
    machine.send(thinkingOf({ turn: 4, ttlMs: 0 }));
    await machine.clock.advance(0);
    expect(machine.state.turn).toBe('overdue');
  });

  it('the visitor can have it stopped, for the time of a stop', async () => {
    const machine = await startOverdue();
    machine.send('stop.requested');
    expect(machine.state.turn).toBe('stopping');
    expect(machine.context.thinking).toMatchObject({ turn: 3, until: machine.clock.now() + 5_000 });
    expect(machine.done()).toEqual(['stop turn 3']);
  });

  it('neither is possible offline', async () => {
    const machine = await startOverdue();
    machine.lose();
    machine.send('wait.requested', 'stop.requested');
    expect(machine.state.turn).toBe('overdue');
  });

  it('the end, an operator and the next question end it', async () => {
    for (const end of [{ type: 'thinking.ended' }, dialogOf('operator'), { type: 'outbox.filled' }] as const) {
      const machine = await startOverdue();
      machine.send(dialogOf('queued'));
      expect(machine.state.turn).toBe('overdue');
      machine.send(end);
      expect(machine.state.turn).toBe('ready');
      expect(machine.context.overdue).toBeNull();
      expect(machine.context.leftTurn).toBe(end.type === 'outbox.filled' ? 3 : null);
    }
  });

  it('a turn that the visitor has left is not shown again, another is', async () => {
    const machine = await startOverdue();
    machine.send('outbox.filled', 'outbox.emptied', thinkingOf({ turn: 3, ttlMs: 0 }));
    expect(machine.state.turn).toBe('ready');
    machine.send(thinkingOf({ turn: 4, ttlMs: 0 }));
    expect(machine.state.turn).toBe('overdue');
    const again = await startOverdue();
    again.send('outbox.filled', thinkingOf({ turn: 3, ttlMs: 500 }));
    expect(again.state.turn, 'the server has given it more time').toBe('thinking');
  });

  it('beside an operator the thinking of a bot is not shown', async () => {
    const machine = await startOverdue();
    machine.send(dialogOf('operator'), thinkingOf({ turn: 9 }));
    expect(machine.state.turn).toBe('ready');
  });
});
