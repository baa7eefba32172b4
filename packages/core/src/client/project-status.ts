import type { SnapshotFrom } from 'xstate';
import type { chatMachine } from '../machine/chat.machine.ts';
import type { ChatStatus, ConnectionState, HistoryState } from './chat-client.types.ts';

type MachineSnapshot = SnapshotFrom<typeof chatMachine>;
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

function connectionName(snapshot: MachineSnapshot): ConnectionName {
  const { connection } = snapshot.value;
  return typeof connection === 'string' ? connection : 'online';
}

export function projectConnection(snapshot: MachineSnapshot): ConnectionState {
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

export function projectStatus(snapshot: MachineSnapshot): ChatStatus {
  const { status } = projectConnection(snapshot);
  if (status !== 'online') return status;
  if (snapshot.hasTag('inputBlocked')) return 'thinking';
  return snapshot.value.outbox === 'empty' ? 'ready' : 'sending';
}

export function projectHistory(snapshot: MachineSnapshot, loaded: boolean): HistoryState {
  return {
    status: loaded ? 'ready' : 'loading',
    hasOlder: snapshot.context.hasOlder,
    isLoadingOlder: snapshot.value.history === 'loadingOlder',
    error: snapshot.context.historyError,
  };
}
