import { and, assign, fromPromise, not, or, setup, stateIn } from 'xstate';
import { type ChatError, passingError, toChatError } from '../errors.ts';
import { remedyFor } from '../protocol/codes.ts';
import type { Dialog } from '../protocol/entities.ts';
import type {
  MachineContext,
  MachineEvent,
  MachineInput,
  MachineWork,
  Resumed,
  ThinkingContext,
} from './chat.machine.types.ts';

/** The context of thinking that an event starts or continues. */
function toThinking(
  { timeouts, now }: MachineInput,
  event: Extract<MachineEvent, { type: 'thinking.started' }>,
  earlier: ThinkingContext | null,
): ThinkingContext {
  const { type: _, ttlMs, elapsedMs, ...shown } = event;
  const ttl = Math.min(Math.max(ttlMs ?? timeouts.thinking, 0), timeouts.thinkingMax);
  // Keep the start time of the turn, because a UI shows how long the visitor has waited.
  return { ...shown, since: earlier?.since ?? now() - elapsedMs, until: now() + ttl };
}

export const toError = (event: { readonly error?: unknown }): ChatError => toChatError(event.error);

const INITIAL_DIALOG: Dialog = { rev: 0, status: 'bot', operator: null };

export const initialContext = (input: MachineInput): MachineContext => ({
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
  overdue: null,
  leftTurn: null,
  dialog: INITIAL_DIALOG,
  gapFailures: 0,
  hasOlder: false,
  historyError: null,
  pausedFor: null,
  pausedUntil: null,
});

/**
 * All actors, actions, guards and delays by name, for the machines that use the regions. The work is given here and not
 * by `provide()`, which would build the states of each machine a second time.
 */
export const setUpMachine = (work: MachineWork) =>
  setup({
    types: {
      context: {} as MachineContext,
      events: {} as MachineEvent,
      input: {} as MachineInput,
      tags: {} as 'inputBlocked' | 'ready',
    },
    actors: {
      hello: fromPromise<Resumed, { readonly timeoutMs: number }>(({ input, signal }) =>
        work.hello(input.timeoutMs, signal),
      ),
      loadOlder: fromPromise<boolean>(() => work.loadOlder()),
      fillGap: fromPromise<boolean>(() => work.fillGap()),
      stopTurn: fromPromise<void, { readonly turn: number }>(({ input }) => work.stopTurn(input.turn)),
    },
    actions: {
      openLink: (_, { startWith }: { startWith: 'websocket' | 'polling' }) => work.openLink(startWith),
      closeLink: () => work.closeLink(),
      drain: () => work.drain(),
      release: () => work.release(),
      announceTimeout: (_, { text }: { text: string }) => work.announceTimeout(text),
      reportError: (_, { error }: { error: ChatError }) => work.reportError(error),

      noteAttempt: assign({
        attempt: ({ context }) => context.attempt + 1,
        attemptedAt: ({ context }) => context.now(),
      }),
      noteError: assign({ error: ({ event }) => toError(event as { error?: unknown }) }),
      noteTimeout: assign({
        error: () => passingError('CONNECT_TIMEOUT', 'The server did not answer in time.'),
        // A WebSocket upgrade that gets no answer looks the same, so the next attempt starts with the other transport.
        startWith: ({ context }) => (context.startWith === 'websocket' ? ('polling' as const) : ('websocket' as const)),
      }),
      noteRetryAfter: assign({ retryFloor: ({ event }) => toError(event as { error?: unknown }).retryAfterMs ?? 0 }),
      scheduleRetry: assign({
        retryAt: ({ context }) => {
          const { reconnectMin, reconnectMax } = context.timeouts;
          const ceiling = Math.min(reconnectMax, reconnectMin * 2 ** Math.min(context.attempt - 1, 16));
          // Full jitter, so that a thousand clients that lost the same server do not reconnect at the same time.
          return context.now() + context.retryFloor + context.random() * ceiling;
        },
        retryFloor: 0,
      }),
      /** Events from the answer to `hello` are applied once the machine is online. */
      applyResumed: ({ event, self }) => {
        for (const next of (event as unknown as { output: Resumed }).output) self.send(next);
      },
      clearRetry: assign({ retryAt: null }),
      settle: assign({ error: null, tokenRetried: false, wasOnline: true }),
      resetAttempts: assign({ attempt: 0 }),
      markTokenRetried: assign({ tokenRetried: true }),

      startThinking: assign(({ context, event }) =>
        event.type === 'thinking.started'
          ? { thinking: toThinking(context, event, context.thinking), overdue: null }
          : {},
      ),
      /** A stage after the deadline of the server: whoever chose to wait on goes on waiting. */
      updateThinking: assign(({ context, event }) => {
        const { thinking } = context;
        if (event.type !== 'thinking.started' || !thinking) return {};
        return { thinking: { ...toThinking(context, event, thinking), until: thinking.until } };
      }),
      stopThinking: assign({ thinking: null, overdue: null }),
      noteOverdue: assign(({ context, event }) => {
        if (event.type !== 'thinking.started') return { thinking: null, overdue: context.thinking };
        const { overdue } = context;
        return { overdue: toThinking(context, event, overdue?.turn === event.turn ? overdue : null) };
      }),
      /** The visitor waits on, or the server is asked to stop the overdue turn. */
      resumeThinking: assign(({ context, event }) => {
        const { overdue, timeouts } = context;
        const ms = event.type === 'stop.requested' ? timeouts.stop : (overdue?.overdue.waitMs ?? timeouts.thinking);
        const until = context.now() + Math.min(ms, timeouts.thinkingMax);
        return { thinking: overdue && { ...overdue, until }, overdue: null };
      }),
      noteLeft: assign({ leftTurn: ({ context }) => context.overdue?.turn ?? null }),
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
      isSameTurn: ({ context, event }) => event.type === 'thinking.started' && event.turn === context.thinking?.turn,
      /** Thinking whose deadline has passed, and which therefore blocks nothing. */
      isLate: ({ event }) => event.type === 'thinking.started' && event.ttlMs === 0,
      isLateOfSameTurn: ({ context, event }) =>
        event.type === 'thinking.started' && event.ttlMs === 0 && event.turn === context.thinking?.turn,
      isLateAndLeft: ({ context, event }) =>
        event.type === 'thinking.started' && event.ttlMs === 0 && event.turn === context.leftTurn,
      mayDrain: and([
        stateIn({ connection: 'online' }),
        not(stateIn({ turn: 'thinking' })),
        not(stateIn({ turn: 'stopping' })),
      ]),
      hasOlder: ({ context }) => context.hasOlder,
      stillMissing: ({ event }) => (event as unknown as { output: boolean }).output,
    },
    delays: {
      connectTimeout: ({ context }) => context.timeouts.connect,
      retryDelay: ({ context }) => Math.max(0, (context.retryAt ?? 0) - context.now()),
      stableTime: ({ context }) => context.timeouts.stable,
      thinkingDeadline: ({ context }) => Math.max(0, (context.thinking?.until ?? 0) - context.now()),
      stopDeadline: ({ context }) =>
        Math.min(context.timeouts.stop, Math.max(0, (context.thinking?.until ?? 0) - context.now())),
      pauseTime: ({ context }) => Math.max(0, (context.pausedUntil ?? 0) - context.now()),
      gapRetry: ({ context: { gapFailures, timeouts } }) =>
        Math.min(timeouts.reconnectMax, timeouts.reconnectMin * 2 ** Math.min(gapFailures - 1, 16)),
    },
  });

/** What `setUpMachine()` returns. */
export type MachineSetup = ReturnType<typeof setUpMachine>;
