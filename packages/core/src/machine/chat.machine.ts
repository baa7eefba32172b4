import { and, assign, fromPromise, not, or, setup, stateIn } from 'xstate';
import { type ChatError, passingError, toChatError } from '../errors.ts';
import { remedyFor } from '../protocol/codes.ts';
import type { Dialog } from '../protocol/entities.ts';
import type { MachineContext, MachineEvent, MachineInput, Resumed } from './chat.machine.types.ts';

const unprovided = (name: string) => (): never => {
  throw new Error(`The machine needs "${name}" to be provided.`);
};

const toError = (event: { readonly error?: unknown }): ChatError => toChatError(event.error);

/** Where a connection goes that did not come or did not last. */
const afterLoss = [
  { guard: 'isTokenExpired', target: 'renewing', actions: ['markTokenRetried', 'noteError'] },
  { guard: 'isFinal', target: 'refused', actions: 'noteError' },
  { target: 'waiting', actions: ['noteError', 'noteRetryAfter'] },
] as const;

const INITIAL_DIALOG: Dialog = { rev: 0, status: 'bot', operator: null };

/**
 * How a chat behaves, and nothing of how it is done: actors and actions are provided by the
 * client. Five concerns run side by side; none waits for another except where a guard says so.
 *
 * The one state that blocks the input is `turn.thinking`, tagged `inputBlocked`; it is left by
 * its deadline at the latest, and by losing the connection.
 */
export const chatMachine = setup({
  types: {
    context: {} as MachineContext,
    events: {} as MachineEvent,
    input: {} as MachineInput,
    tags: {} as 'inputBlocked' | 'ready',
  },
  actors: {
    /** Says `hello`, applies its answer to the store, and tells what it came to. */
    hello: fromPromise<Resumed, { readonly timeoutMs: number }>(unprovided('hello')),
    /** Loads the page before the oldest message. Resolves to whether there is more. */
    loadOlder: fromPromise<boolean>(unprovided('loadOlder')),
    /** Loads one page of what is missing. Resolves to whether something still is. */
    fillGap: fromPromise<boolean>(unprovided('fillGap')),
  },
  actions: {
    openLink: (_, _params: { startWith: 'websocket' | 'polling' }) => unprovided('openLink')(),
    closeLink: unprovided('closeLink'),
    drain: unprovided('drain'),
    /** Lets what came during `hello` take effect. */
    release: unprovided('release'),
    announceTimeout: (_, _params: { text: string }) => {},
    reportError: (_, _params: { error: ChatError }) => {},

    noteAttempt: assign({ attempt: ({ context }) => context.attempt + 1, attemptedAt: ({ context }) => context.now() }),
    noteError: assign({ error: ({ event }) => toError(event as { error?: unknown }) }),
    noteTimeout: assign({
      error: () => passingError('CONNECT_TIMEOUT', 'The server did not answer in time.'),
      // A black-holed upgrade looks just like this: the next attempt begins with the other transport.
      startWith: ({ context }) => (context.startWith === 'websocket' ? ('polling' as const) : ('websocket' as const)),
    }),
    noteRetryAfter: assign({ retryFloor: ({ event }) => toError(event as { error?: unknown }).retryAfterMs ?? 0 }),
    scheduleRetry: assign({
      retryAt: ({ context }) => {
        const { reconnectMin, reconnectMax } = context.timeouts;
        const ceiling = Math.min(reconnectMax, reconnectMin * 2 ** Math.min(context.attempt - 1, 16));
        // Full jitter: a thousand clients that lost one server must not find it again together.
        return context.now() + context.retryFloor + context.random() * ceiling;
      },
      retryFloor: 0,
    }),
    /** What the answer of `hello` brought comes next, once the machine is online. */
    hearResumed: ({ event, self }) => {
      for (const next of (event as unknown as { output: Resumed }).output) self.send(next);
    },
    clearRetry: assign({ retryAt: null }),
    settle: assign({ error: null, tokenRetried: false, wasOnline: true }),
    resetAttempts: assign({ attempt: 0 }),
    markTokenRetried: assign({ tokenRetried: true }),

    startThinking: assign({
      thinking: ({ context, event }) => {
        if (event.type !== 'thinking.started') return context.thinking;
        const { thinking, thinkingMax } = context.timeouts;
        const now = context.now();
        const ttl = Math.min(Math.max(event.ttlMs ?? thinking, 0), thinkingMax);
        // The first stage's beginning stays: it tells how long the visitor has waited.
        return {
          rev: event.rev,
          text: event.text,
          stage: event.stage,
          since: context.thinking?.since ?? now,
          until: now + ttl,
        };
      },
    }),
    stopThinking: assign({ thinking: null }),
    applyDialog: assign({
      dialog: ({ context, event }) => (event.type === 'dialog.changed' ? event.dialog : context.dialog),
    }),
    pause: assign(({ context, event }) => {
      if (event.type !== 'outbox.deferred') return {};
      const pauseMs = Math.min(
        Math.max(event.retryAfterMs ?? context.timeouts.sendRetry, 0),
        context.timeouts.thinkingMax,
      );
      return { pausedFor: event.code, pausedUntil: context.now() + pauseMs };
    }),
  },
  guards: {
    isFinal: ({ event, context }) => {
      const error = toError(event as { error?: unknown });
      const remedy = remedyFor(error.code, error.retryable);
      return remedy === 'final' || remedy === 'never' || (remedy === 'token' && context.tokenRetried);
    },
    isTokenExpired: ({ event, context }) =>
      toError(event as { error?: unknown }).code === 'TOKEN_EXPIRED' && !context.tokenRetried,
    isRested: ({ context }) => context.now() - context.attemptedAt >= context.timeouts.reconnectMin,
    isDialogOf: ({ event }, status: Dialog['status']) =>
      event.type === 'dialog.changed' && event.dialog.status === status,
    isOnline: stateIn({ connection: 'online' }),
    isConnected: or([stateIn({ connection: 'online' }), stateIn({ connection: 'probing' })]),
    wasLocked: ({ context }) => context.pausedFor === 'THINKING_LOCK',
    isWithOperator: stateIn({ dialog: 'operator' }),
    mayDrain: and([stateIn({ connection: 'online' }), not(stateIn({ turn: 'thinking' }))]),
    hasOlder: ({ context }) => context.hasOlder,
    stillMissing: ({ event }) => (event as unknown as { output: boolean }).output,
  },
  delays: {
    connectTimeout: ({ context }) => context.timeouts.connect,
    retryDelay: ({ context }) => Math.max(0, (context.retryAt ?? 0) - context.now()),
    stableTime: ({ context }) => context.timeouts.stable,
    thinkingDeadline: ({ context }) => Math.max(0, (context.thinking?.until ?? 0) - context.now()),
    pauseTime: ({ context }) => Math.max(0, (context.pausedUntil ?? 0) - context.now()),
    gapRetry: ({ context }) => context.timeouts.reconnectMin,
  },
}).createMachine({
  id: 'chat',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    attempt: 0,
    attemptedAt: Number.NEGATIVE_INFINITY,
    retryAt: null,
    retryFloor: 0,
    error: null,
    startWith: 'websocket',
    tokenRetried: false,
    wasOnline: false,
    thinking: null,
    dialog: INITIAL_DIALOG,
    hasOlder: false,
    historyError: null,
    pausedFor: null,
    pausedUntil: null,
  }),
  states: {
    connection: {
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
            onDone: { target: 'online', actions: 'hearResumed' },
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
            onDone: { target: 'online', actions: 'hearResumed' },
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
        /** The page is frozen or in the back-forward cache; a socket there is dead weight. */
        suspended: {
          entry: ['closeLink', 'clearRetry'],
          on: { 'page.resumed': 'connecting', 'connect.now': 'connecting', 'network.returned': 'connecting' },
        },
        /** Closes and opens anew at once, with a fresh handshake. */
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
    },

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
            onDone: [{ guard: 'stillMissing', target: 'filling', reenter: true }, { target: 'none' }],
            onError: 'resting',
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
          on: { 'thinking.started': { guard: not('isWithOperator'), target: 'thinking' } },
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
            'thinking.started': { target: 'thinking', reenter: true },
            'thinking.ended': { target: 'ready' },
            'dialog.changed': { guard: { type: 'isDialogOf', params: 'operator' }, target: 'ready' },
          },
          // Offline nothing blocks: what is written waits in the outbox.
          always: { guard: not('isConnected'), target: 'ready' },
        },
        /** The deadline passed: the input is free, and the answer may still come. */
        overdue: {
          entry: 'stopThinking',
          on: {
            'thinking.started': { guard: not('isWithOperator'), target: 'thinking' },
            'thinking.ended': 'ready',
            'outbox.filled': 'ready',
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
