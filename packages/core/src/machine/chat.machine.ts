import { assign, not } from 'xstate';
import type { MachineWork } from './chat.machine.types.ts';
import { createConnectionRegion } from './connection-region.ts';
import { initialContext, setUpMachine, toError } from './machine-setup.ts';

/**
 * The behaviour of a chat without I/O: the client does the work. The parallel regions are independent of
 * each other except where a guard says otherwise.
 *
 * The input is blocked by `turn.thinking` and by `turn.stopping`, both tagged `inputBlocked`. Each ends at its deadline at
 * the latest, and when the connection is lost.
 */
export const createChatMachine = (work: MachineWork) => {
  const machine = setUpMachine(work);
  return machine.createMachine({
    id: 'chat',
    type: 'parallel',
    context: ({ input }) => initialContext(input),
    states: {
      connection: createConnectionRegion(machine),

      history: {
        initial: 'idle',
        on: {
          'history.loaded': {
            target: '.idle',
            actions: assign({ hasOlder: ({ event }) => event.hasOlder, historyError: null }),
          },
        },
        states: {
          idle: {
            on: { 'older.requested': { guard: 'hasOlder', target: 'loadingOlder' } },
          },
          loadingOlder: {
            entry: assign({ historyError: null }),
            invoke: {
              src: 'loadOlder',
              onDone: { target: 'idle', actions: assign({ hasOlder: ({ event }) => event.output }) },
              onError: { target: 'failed', actions: assign({ historyError: ({ event }) => toError(event) }) },
            },
          },
          failed: {
            on: { 'older.requested': 'loadingOlder' },
          },
        },
      },

      gap: {
        initial: 'none',
        states: {
          none: { on: { 'gap.found': { guard: 'isOnline', target: 'filling' } } },
          filling: {
            invoke: {
              src: 'fillGap',
              onDone: [
                { guard: 'stillMissing', target: 'filling', reenter: true, actions: assign({ gapFailures: 0 }) },
                { target: 'none', actions: assign({ gapFailures: 0 }) },
              ],
              onError: {
                target: 'resting',
                actions: assign({ gapFailures: ({ context }) => context.gapFailures + 1 }),
              },
            },
          },
          resting: {
            after: { gapRetry: [{ guard: 'isOnline', target: 'filling' }, { target: 'none' }] },
          },
        },
      },

      turn: {
        initial: 'ready',
        states: {
          ready: {
            entry: 'stopThinking',
            on: {
              'thinking.started': [
                { guard: 'isWithOperator' },
                { guard: 'isLateAndLeft' },
                { guard: 'isLate', target: 'overdue' },
                { target: 'thinking' },
              ],
            },
          },
          thinking: {
            tags: 'inputBlocked',
            entry: 'startThinking',
            after: {
              thinkingDeadline: {
                target: 'overdue',
                actions: { type: 'announceTimeout', params: ({ context }) => ({ text: context.thinking?.text ?? '' }) },
              },
            },
            on: {
              'thinking.started': [
                { guard: 'isLateOfSameTurn', actions: 'updateThinking' },
                { target: 'thinking', reenter: true },
              ],
              'thinking.ended': { target: 'ready' },
              'stop.requested': 'stopping',
              'dialog.changed': { guard: { type: 'isDialogOf', params: 'operator' }, target: 'ready' },
            },
            // Offline nothing blocks the input: sends are queued in the outbox.
            always: { guard: not('isConnected'), target: 'ready' },
          },
          /**
           * Waits for the server's answer to a stop. The answer ends thinking; without one thinking continues. A stop is
           * neither repeated nor kept for a later connection.
           */
          stopping: {
            tags: 'inputBlocked',
            invoke: {
              src: 'stopTurn',
              input: ({ context }) => ({ turn: context.thinking?.turn ?? 0 }),
              onDone: 'thinking',
              onError: 'thinking',
            },
            after: { stopDeadline: 'thinking' },
            on: {
              'thinking.started': [
                { guard: 'isLateOfSameTurn', actions: 'updateThinking' },
                { guard: 'isSameTurn', actions: 'startThinking' },
                { target: 'thinking' },
              ],
              'thinking.ended': 'ready',
              'dialog.changed': { guard: { type: 'isDialogOf', params: 'operator' }, target: 'ready' },
            },
            // As for thinking: offline nothing blocks the input.
            always: { guard: not('isConnected'), target: 'ready' },
          },
          /**
           * The deadline has passed: the input is unblocked, and the answer may still arrive. The visitor can wait on, or
           * have the turn stopped to ask again; both need the server.
           */
          overdue: {
            entry: 'noteOverdue',
            on: {
              'thinking.started': [
                { guard: 'isWithOperator' },
                { guard: 'isLate', actions: 'noteOverdue' },
                { target: 'thinking' },
              ],
              'thinking.ended': 'ready',
              'wait.requested': { guard: 'isConnected', target: 'thinking', actions: 'resumeThinking' },
              'stop.requested': { guard: 'isConnected', target: 'stopping', actions: 'resumeThinking' },
              'outbox.filled': { target: 'ready', actions: 'noteLeft' },
              'dialog.changed': { guard: { type: 'isDialogOf', params: 'operator' }, target: 'ready' },
            },
          },
        },
      },

      outbox: {
        initial: 'empty',
        on: { 'outbox.emptied': '.empty' },
        states: {
          empty: { on: { 'outbox.filled': 'waiting' } },
          waiting: { always: { guard: 'mayDrain', target: 'sending' } },
          sending: {
            entry: 'drain',
            always: { guard: not('mayDrain'), target: 'waiting' },
            on: { 'outbox.deferred': 'paused', 'outbox.filled': { actions: 'drain' } },
          },
          paused: {
            entry: 'pause',
            exit: assign({ pausedFor: null, pausedUntil: null }),
            after: { pauseTime: 'waiting' },
            on: { 'thinking.ended': { guard: 'wasLocked', target: 'waiting' } },
          },
        },
      },

      dialog: {
        initial: 'bot',
        on: {
          'dialog.changed': [
            { guard: { type: 'isDialogOf', params: 'bot' }, target: '.bot', actions: 'applyDialog' },
            { guard: { type: 'isDialogOf', params: 'queued' }, target: '.queued', actions: 'applyDialog' },
            { guard: { type: 'isDialogOf', params: 'operator' }, target: '.operator', actions: 'applyDialog' },
            { guard: { type: 'isDialogOf', params: 'closed' }, target: '.closed', actions: 'applyDialog' },
          ],
        },
        states: { bot: {}, queued: {}, operator: {}, closed: {} },
      },
    },
  });
};

/** The machine of a chat. */
export type ChatMachine = ReturnType<typeof createChatMachine>;
