import type { SnapshotFrom } from 'xstate';
import type { ConnectionState } from '../client/chat-client.types.ts';
import type { connectionMachine } from './connection.machine.ts';

type ConnectionSnapshot = Pick<SnapshotFrom<typeof connectionMachine>, 'value' | 'context'>;
type ConnectionName = keyof typeof CONNECTION;

/**
 * The machine's states are private; this is their complete public form. A
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

function connectionName(snapshot: ConnectionSnapshot): ConnectionName {
  const { connection } = snapshot.value;
  return typeof connection === 'string' ? connection : 'online';
}

export function projectConnection(snapshot: ConnectionSnapshot): ConnectionState {
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
