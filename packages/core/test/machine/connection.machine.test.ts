import { expect, it } from 'vitest';
import { createActor } from 'xstate';
import { createConnectionMachine } from '../../src/machine/connection.machine.ts';
import { projectConnection } from '../../src/machine/project-connection.ts';
import { DEFAULT_TIMEOUTS } from '../../src/machine/timeouts.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { errorOf, thinkingOf } from '../support/start-machine.ts';

it('a connection without a conversation connects, is refused, and knows no turns', async () => {
  const clock = new VirtualClock();
  const done: string[] = [];
  const machine = createConnectionMachine({
    hello: async () => {
      done.push('hello');
      return [];
    },
    openLink: () => void done.push('open'),
    closeLink: () => void done.push('close'),
    release: () => void done.push('release'),
  });
  const actor = createActor(machine, {
    clock: {
      setTimeout: (work: () => void, ms: number) => clock.setTimeout(work, ms),
      clearTimeout: (id) => clock.clearTimeout(id),
    },
    input: { timeouts: DEFAULT_TIMEOUTS, now: () => clock.now(), random: () => 1 },
  }).start();
  expect(actor.getSnapshot().value).toEqual({ connection: 'idle' });
  expect(actor.getSnapshot().context).toMatchObject({ attempt: 0, error: null });
  actor.send({ type: 'lease.acquired' });
  actor.send({ type: 'link.opened' });
  await clock.advance(0);
  expect(projectConnection(actor.getSnapshot()).status).toBe('online');
  expect(done).toEqual(['close', 'open', 'hello', 'release']);
  actor.send({ type: 'outbox.filled' });
  actor.send(thinkingOf());
  actor.send({ type: 'older.requested' });
  actor.send({ type: 'gap.found' });
  expect(actor.getSnapshot().value).toEqual({ connection: { online: 'fresh' } });
  actor.send({ type: 'link.closed', error: errorOf('BANNED', false) });
  expect(projectConnection(actor.getSnapshot())).toMatchObject({ status: 'refused', error: { code: 'BANNED' } });
  actor.stop();
});
