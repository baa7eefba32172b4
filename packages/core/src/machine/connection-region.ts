import { assign } from 'xstate';
import type { ChatError } from '../errors.ts';
import type { MachineSetup } from './machine-setup.ts';

/** The target state after a failed attempt or a lost connection. */
const afterLoss = [
  { guard: 'isTokenExpired', target: 'renewing', actions: ['markTokenRetried', 'noteError'] },
  { guard: 'isFinal', target: 'refused', actions: 'noteError' },
  { target: 'waiting', actions: ['noteError', 'noteRetryAfter'] },
] as const;

/**
 * When a client connects, reconnects, probes its connection and stops: the region `connection` of every machine that
 * owns a socket.
 */
export const createConnectionRegion = (machine: MachineSetup) =>
  machine.createStateConfig({
    initial: 'idle',
    on: {
      'lease.released': '.idle',
      'identity.changed': '.renewing',
    },
    states: {
      idle: {
        entry: ['closeLink', 'clearRetry', 'resetAttempts', assign({ wasOnline: false, error: null })],
        on: { 'lease.acquired': 'connecting', 'identity.changed': {} },
      },
      connecting: {
        entry: [
          'noteAttempt',
          'clearRetry',
          { type: 'openLink', params: ({ context }) => ({ startWith: context.startWith }) },
        ],
        on: { 'link.opened': 'resuming', 'link.closed': afterLoss, 'page.suspended': 'suspended' },
        after: { connectTimeout: { target: 'waiting', actions: ['noteTimeout'] } },
      },
      resuming: {
        invoke: {
          src: 'hello',
          input: ({ context }) => ({ timeoutMs: context.timeouts.hello }),
          onDone: { target: 'online', actions: 'applyResumed' },
          onError: [...afterLoss],
        },
        on: { 'link.closed': afterLoss, 'page.suspended': 'suspended' },
      },
      online: {
        tags: 'ready',
        entry: ['settle', 'release'],
        initial: 'fresh',
        states: {
          fresh: { after: { stableTime: 'stable' } },
          stable: { entry: 'resetAttempts' },
        },
        on: {
          'link.closed': afterLoss,
          'resume.required': 'resuming',
          'link.doubted': 'probing',
          'page.suspended': 'suspended',
        },
      },
      probing: {
        tags: 'ready',
        invoke: {
          src: 'hello',
          input: ({ context }) => ({ timeoutMs: context.timeouts.probe }),
          onDone: { target: 'online', actions: 'applyResumed' },
          onError: [...afterLoss],
        },
        on: { 'link.closed': afterLoss, 'page.suspended': 'suspended' },
      },
      waiting: {
        entry: ['closeLink', 'scheduleRetry'],
        after: { retryDelay: 'connecting' },
        on: {
          'connect.now': 'connecting',
          'network.returned': { guard: 'isRested', target: 'connecting' },
          'page.resumed': { guard: 'isRested', target: 'connecting' },
          'page.suspended': 'suspended',
        },
      },
      /** The page is frozen or in the back/forward cache, where a socket cannot be used. */
      suspended: {
        entry: ['closeLink', 'clearRetry'],
        on: { 'page.resumed': 'connecting', 'connect.now': 'connecting', 'network.returned': 'connecting' },
      },
      /** Closes the connection and opens a new one immediately, with a new handshake. */
      renewing: {
        entry: 'closeLink',
        always: 'connecting',
      },
      refused: {
        entry: [
          'closeLink',
          'clearRetry',
          { type: 'reportError', params: ({ context }) => ({ error: context.error as ChatError }) },
        ],
        on: { 'connect.now': 'connecting' },
      },
    },
  });
