import { createActor } from 'xstate';
import { ChatError } from '../../src/errors.ts';
import { createChatMachine } from '../../src/machine/chat.machine.ts';
import type { MachineEvent, MachineWork, Resumed } from '../../src/machine/chat.machine.types.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from '../../src/machine/timeouts.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

interface Deferred {
  resolve(value?: unknown): void;
  reject(error: unknown): void;
}

type Dialog = Extract<MachineEvent, { type: 'dialog.changed' }>['dialog'];
type Thinking = Extract<MachineEvent, { type: 'thinking.started' }>;

export const errorOf = (code: string, retryable = true, retryAfterMs?: number): ChatError =>
  new ChatError(code, `about ${code}`, { retryable, retryAfterMs });

export const dialogOf = (status: Dialog['status'], rev = 1): MachineEvent => ({
  type: 'dialog.changed',
  dialog: { rev, status, operator: null },
});

export const thinkingOf = (more: Partial<Thinking> = {}): Thinking => ({
  type: 'thinking.started',
  ...{ rev: 1, turn: 1, text: 'Searching', stage: null, steps: [], elapsedMs: 0, ttlMs: null, overdue: {} },
  ...more,
});

/** A running machine: what it does is recorded, and the test answers its requests. */
export function startMachine({ random = 1, ...timeouts }: Partial<Timeouts> & { random?: number } = {}) {
  const clock = new VirtualClock();
  const calls: string[] = [];
  const signals: AbortSignal[] = [];
  const open = new Map<string, Deferred>();
  const ask = (name: string, told: string): Promise<never> => {
    calls.push(told);
    return new Promise((resolve, reject) => open.set(name, { resolve: resolve as never, reject }));
  };
  const work: MachineWork = {
    hello: (timeoutMs, signal) => {
      signals.push(signal);
      return ask('hello', `hello ${timeoutMs}`);
    },
    loadOlder: () => ask('older', 'load older'),
    fillGap: () => ask('gap', 'fill gap'),
    stopTurn: (turn) => ask('stop', `stop turn ${turn}`),
    openLink: (startWith) => void calls.push(`open ${startWith}`),
    closeLink: () => void calls.push('close'),
    drain: () => void calls.push('drain'),
    release: () => void calls.push('release'),
    announceTimeout: (text) => void calls.push(`late: ${text}`),
    reportError: ({ code }) => void calls.push(`error ${code}`),
  };
  const actor = createActor(createChatMachine(work), {
    clock: {
      setTimeout: (callback: () => void, ms: number) => clock.setTimeout(callback, ms),
      clearTimeout: (id) => clock.clearTimeout(id),
    },
    input: { timeouts: { ...DEFAULT_TIMEOUTS, ...timeouts }, now: () => clock.now(), random: () => random },
  }).start();
  calls.length = 0;
  const send = (...events: (MachineEvent | MachineEvent['type'])[]): void => {
    for (const event of events) actor.send((typeof event === 'string' ? { type: event } : event) as MachineEvent);
  };
  const settle = () => clock.advance(0);
  return {
    clock,
    send,
    signals,
    get state() {
      return actor.getSnapshot().value;
    },
    get context() {
      return actor.getSnapshot().context;
    },
    hasTag: (tag: 'inputBlocked' | 'ready') => actor.getSnapshot().hasTag(tag),
    /** What the machine has done since the last call. */
    done: () => calls.splice(0),
    async answer(name: 'hello' | 'older' | 'gap' | 'stop', value?: Resumed | boolean) {
      open.get(name)?.resolve(value);
      await settle();
    },
    async refuse(name: 'hello' | 'older' | 'gap' | 'stop', error: unknown) {
      open.get(name)?.reject(error);
      await settle();
    },
    lose: (error = errorOf('CONNECTION_LOST')) => send({ type: 'link.closed', error }),
  };
}

/** A machine whose connection is open and whose `hello` was answered. */
export async function startOnline(options: Parameters<typeof startMachine>[0] = {}, resumed: Resumed = []) {
  const machine = startMachine(options);
  machine.send('lease.acquired', 'link.opened');
  await machine.answer('hello', resumed);
  machine.done();
  return machine;
}
