import type { SnapshotFrom } from 'xstate';
import type { ConnectionState } from '../client/chat-state.types.ts';
import type { ConnectionMachine } from './connection.machine.ts';

type ConnectionSnapshot = Pick<SnapshotFrom<ConnectionMachine>, 'value' | 'context'>;
type ConnectionName = keyof typeof CONNECTION;

/**
 * Maps the private states of the machine to the public status. A state that is missing here does not compile.
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

function connectionName(snapshot: ConnectionSnapshot): ConnectionName {
  const { connection } = snapshot.value;
  return typeof connection === 'string' ? connection : 'online';
}

export function projectConnection(snapshot: ConnectionSnapshot): ConnectionState {
  const { context } = snapshot;
  const status = CONNECTION[connectionName(snapshot)];
  return {
    // After it was online once, connecting is shown as reconnecting.
    status: status === 'connecting' && (context.wasOnline || context.attempt > 1) ? 'reconnecting' : status,
    error: context.error,
    willRetryAt: context.retryAt,
    attempt: context.attempt,
  };
}
