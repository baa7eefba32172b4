import type { ChatMachineSnapshot } from '../machine/chat-actor.ts';
import type { ChatStatus, ConnectionState, HistoryState } from './chat-client.types.ts';

type ConnectionName = keyof typeof CONNECTION;

/**
 * The machine's states are its own business; this is the whole of what others see of them. A
 * state without a line here does not compile.
 */
const CONNECTION = {
  idle: 'idle',
  connecting: 'connecting',
  resuming: 'connecting',
  renewing: 'connecting',
  online: 'online',
  probing: 'online',
  waiting: 'reconnecting',
  suspended: 'reconnecting',
  refused: 'refused',
} as const satisfies Record<string, ConnectionState['status']>;

function connectionName(snapshot: ChatMachineSnapshot): ConnectionName {
  const { connection } = snapshot.value;
  return typeof connection === 'string' ? connection : 'online';
}

export function projectConnection(snapshot: ChatMachineSnapshot): ConnectionState {
  const { context } = snapshot;
  const status = CONNECTION[connectionName(snapshot)];
  return {
    // What has been online before is coming back, not beginning.
    status: status === 'connecting' && (context.wasOnline || context.attempt > 1) ? 'reconnecting' : status,
    error: context.error,
    willRetryAt: context.retryAt,
    attempt: context.attempt,
  };
}

export function projectStatus(snapshot: ChatMachineSnapshot): ChatStatus {
  const { status } = projectConnection(snapshot);
  if (status !== 'online') return status;
  if (snapshot.hasTag('inputBlocked')) return 'thinking';
  return snapshot.value.outbox === 'empty' ? 'ready' : 'sending';
}

export function projectHistory(snapshot: ChatMachineSnapshot, loaded: boolean): HistoryState {
  return {
    status: loaded ? 'ready' : 'loading',
    hasOlder: snapshot.context.hasOlder,
    isLoadingOlder: snapshot.value.history === 'loadingOlder',
    error: snapshot.context.historyError,
  };
}
