import { beforeEach, describe, expect, it } from 'vitest';
import { createActor, type EventObject, initialTransition, type SnapshotFrom, transition } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { ChatError } from '../../src/errors.ts';
import { type ChatMachine, createChatMachine } from '../../src/machine/chat.machine.ts';
import type { MachineEvent, MachineWork } from '../../src/machine/chat.machine.types.ts';
import { DEFAULT_TIMEOUTS } from '../../src/machine/timeouts.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

type Snapshot = SnapshotFrom<ChatMachine>;

const never = () => new Promise<never>(() => {});
const ignore = () => {};

/** Work that does nothing and does not end: only the states and transitions of the machine are tested. */
const WORK: MachineWork = {
  hello: never,
  loadOlder: never,
  fillGap: never,
  stopTurn: never,
  openLink: ignore,
  closeLink: ignore,
  drain: ignore,
  release: ignore,
  announceTimeout: ignore,
  reportError: ignore,
};
// Built for each test, so that mutation testing sees which tests build the machine, and runs only those for a change of it.
let machine: ChatMachine;
beforeEach(() => {
  machine = createChatMachine(WORK);
});

const input = { timeouts: DEFAULT_TIMEOUTS, now: () => 1_000_000, random: () => 0.5 };

const error = (code: string, retryable: boolean) => new ChatError(code, code, { retryable });
const dialog = (status: 'bot' | 'queued' | 'operator' | 'closed') =>
  ({ type: 'dialog.changed', dialog: { rev: 1, status, operator: null } }) as const;

/** REGIONS=few walks a tenth of the paths, for mutation testing: without those of the history and of a gap. */
const WITHOUT = process.env.REGIONS === 'few' ? ['history', 'gap'] : [];

/** One event of each type; of types whose transition depends on the content, one of each variant. */
const EVENTS: readonly MachineEvent[] = [
  { type: 'lease.acquired' },
  { type: 'lease.released' },
  { type: 'link.opened' },
  { type: 'link.closed', error: error('CONNECTION_LOST', true) },
  { type: 'link.closed', error: error('ORIGIN_NOT_ALLOWED', false) },
  { type: 'link.closed', error: error('TOKEN_EXPIRED', true) },
  { type: 'resume.required' },
  { type: 'link.doubted' },
  { type: 'connect.now' },
  { type: 'page.suspended' },
  { type: 'page.resumed' },
  { type: 'network.returned' },
  { type: 'older.requested' },
  { type: 'history.loaded', hasOlder: true },
  { type: 'gap.found' },
  {
    type: 'thinking.started',
    rev: 1,
    turn: 1,
    text: 'Searching',
    stage: null,
    steps: [],
    elapsedMs: 0,
    ttlMs: 5_000,
    overdue: {},
  },
  {
    type: 'thinking.started',
    rev: 2,
    turn: 2,
    text: 'Searching',
    stage: null,
    steps: [],
    elapsedMs: 0,
    ttlMs: 5_000,
    overdue: {},
  },
  {
    type: 'thinking.started',
    rev: 3,
    turn: 2,
    text: 'Reading',
    stage: null,
    steps: [],
    elapsedMs: 0,
    ttlMs: 0,
    overdue: {},
  },
  { type: 'thinking.ended' },
  { type: 'stop.requested' },
  { type: 'wait.requested' },
  dialog('bot'),
  dialog('queued'),
  dialog('operator'),
  dialog('closed'),
  { type: 'outbox.filled' },
  { type: 'outbox.emptied' },
  { type: 'outbox.deferred', code: 'THINKING_LOCK', retryAfterMs: 1_000 },
  { type: 'identity.changed' },
];

/** The events that the machine sends to itself: deadlines and the ends of its actors. */
function ownEvents(snapshot: Snapshot): EventObject[] {
  return snapshot._nodes.flatMap((node) => [
    ...node.after.map(({ eventType }) => ({ type: eventType })),
    ...node.invoke.flatMap(({ id }) => [
      { type: `xstate.done.actor.${id}`, output: node.key === 'loadingOlder' || node.key === 'filling' ? false : [] },
      { type: `xstate.error.actor.${id}`, error: error('NO_ANSWER', true) },
    ]),
  ]);
}

function reachableStates(): Snapshot[] {
  const paths = getShortestPaths(
    machine as never,
    {
      input,
      events: ((snapshot: Snapshot) => [
        ...EVENTS.filter(({ type }) => !(WITHOUT.length > 0 && /^(history|older|gap)/.test(type))),
        ...ownEvents(snapshot),
      ]) as never,
      serializeState: ((snapshot: Snapshot) => JSON.stringify([snapshot.value, snapshot.context.hasOlder])) as never,
      limit: 500_000,
    } as never,
  ) as unknown as { state: Snapshot; steps: { event: EventObject }[] }[];
  return paths.map(({ state }) => state);
}

const step = (snapshot: Snapshot, event: EventObject): Snapshot =>
  transition(machine, snapshot, event as MachineEvent)[0];

function stateNames(): string[] {
  const names: string[] = [];
  const walk = (node: { id: string; states: Record<string, never> }): void => {
    names.push(node.id);
    for (const child of Object.values(node.states)) walk(child);
  };
  walk(machine.root as never);
  return names;
}

describe('all paths of the machine', () => {
  let reached: Snapshot[];
  beforeEach(() => {
    // To walk all paths takes longer than the tests, so they share the result.
    reached ??= reachableStates();
  });

  it('reaches every state', () => {
    const seen = new Set(reached.flatMap((snapshot) => snapshot._nodes.map(({ id }) => id)));
    const notWalked = WITHOUT.map((region) => `chat.${region}.`);
    const expected = stateNames().filter((name) => !notWalked.some((start) => name.startsWith(start)));
    expect(expected.filter((name) => !seen.has(name) && name !== 'chat.connection.renewing')).toEqual([]);
    expect(reached.length).toBeGreaterThan(100);
  });

  /** The deadline of a state that blocks the input, and the state that follows it. */
  function afterDeadline(snapshot: Snapshot): Snapshot {
    const [node] = snapshot._nodes.filter((each) => each.tags.includes('inputBlocked'));
    const deadlines = node?.after ?? [];
    expect(deadlines.length, `${node?.id} has no deadline`).toBe(1);
    return step(snapshot, { type: String(deadlines[0]?.eventType) });
  }

  it('blocks the input in two states only, whose deadlines lead to a free input', () => {
    const blocking = reached.filter((snapshot) => snapshot.hasTag('inputBlocked'));
    const names = blocking.flatMap(({ _nodes }) => _nodes.filter((node) => node.tags.includes('inputBlocked')));
    expect([...new Set(names.map(({ id }) => id))].sort()).toEqual(['chat.turn.stopping', 'chat.turn.thinking']);
    for (const snapshot of blocking) {
      const next = afterDeadline(snapshot);
      if (snapshot.value.turn === 'stopping') {
        expect(next.value.turn, 'a stop without an answer leaves the thinking as it was').toBe('thinking');
        expect(afterDeadline(next).hasTag('inputBlocked')).toBe(false);
      } else expect(next.hasTag('inputBlocked'), JSON.stringify(snapshot.value)).toBe(false);
    }
  });

  it('leaves a stop that is on its way by every end of the thinking, and by nothing else of the same turn', () => {
    const stopping = reached.filter(({ value }) => value.turn === 'stopping');
    expect(stopping.length).toBeGreaterThan(0);
    for (const snapshot of stopping) {
      const after = (event: MachineEvent | EventObject) => step(snapshot, event).value.turn;
      expect(after({ type: 'thinking.ended' })).toBe('ready');
      expect(after(dialog('operator'))).toBe('ready');
      expect(after({ type: 'link.closed', error: error('CONNECTION_LOST', true) })).toBe('ready');
      const shown = { text: '', stage: null, steps: [], elapsedMs: 0, ttlMs: null, overdue: {} };
      const started = { type: 'thinking.started' as const, rev: 9, ...shown };
      const { turn = 0 } = snapshot.context.thinking ?? {};
      expect(after({ ...started, turn }), 'its next stage').toBe('stopping');
      expect(after({ ...started, turn: turn + 5 }), 'a later turn').toBe('thinking');
    }
  });

  it('offers to wait on and to ask again after the deadline, and blocks the input no longer than either takes', () => {
    const overdue = reached.filter((each) => each.value.turn === 'overdue' && each.hasTag('ready'));
    expect(overdue.length).toBeGreaterThan(0);
    for (const snapshot of overdue) {
      expect(snapshot.hasTag('inputBlocked')).toBe(false);
      const waiting = step(snapshot, { type: 'wait.requested' });
      expect(waiting.value.turn).toBe('thinking');
      expect(afterDeadline(waiting).value.turn, 'the choices return').toBe('overdue');
      const stopping = step(snapshot, { type: 'stop.requested' });
      expect(stopping.value.turn).toBe('stopping');
      expect(afterDeadline(afterDeadline(stopping)).value.turn, 'also after a stop that failed').toBe('overdue');
    }
  });

  it('never blocks the input offline or in a conversation with an operator', () => {
    for (const snapshot of reached.filter((each) => each.hasTag('inputBlocked'))) {
      expect(snapshot.hasTag('ready')).toBe(true);
      expect(snapshot.value.dialog).not.toBe('operator');
    }
  });

  it('returns to idle from every state when the last lease is released', () => {
    for (const snapshot of reached) {
      const next = step(snapshot, { type: 'lease.released' });
      expect(next.value.connection).toBe('idle');
    }
  });

  it('handles or ignores each event in each state without an error', () => {
    // Every event was sent in every reached state; a state in which one threw would not be active.
    expect(reached.filter(({ status }) => status !== 'active')).toEqual([]);
  });

  it('starts idle, without actions', () => {
    const [snapshot] = initialTransition(machine, input);
    expect(snapshot.value).toEqual({
      connection: 'idle',
      history: 'idle',
      gap: 'none',
      turn: 'ready',
      outbox: 'empty',
      dialog: 'bot',
    });
  });
});

describe('the thinking deadline', () => {
  it('is limited to its maximum when a server sends an absurd ttl', async () => {
    const clock = new VirtualClock();
    const actor = createActor(createChatMachine({ ...WORK, hello: async () => [] }), {
      clock: { setTimeout: (work, ms) => clock.setTimeout(work, ms), clearTimeout: (id) => clock.clearTimeout(id) },
      input: { ...input, now: () => clock.now() },
    }).start();
    actor.send({ type: 'lease.acquired' });
    actor.send({ type: 'link.opened' });
    await clock.advance(0);
    actor.send({
      type: 'thinking.started',
      rev: 1,
      turn: 1,
      text: '',
      stage: null,
      steps: [],
      elapsedMs: 0,
      ttlMs: Number.MAX_SAFE_INTEGER,
      overdue: {},
    });
    expect(actor.getSnapshot().hasTag('inputBlocked')).toBe(true);
    await clock.advance(DEFAULT_TIMEOUTS.thinkingMax + 1);
    expect(actor.getSnapshot().hasTag('inputBlocked')).toBe(false);
    actor.stop();
  });
});
