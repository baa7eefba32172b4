import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import type { Logger } from '../lib/logger.ts';

/** One listens and one notifies: with a single sending connection pushes keep their order. */
const CONNECTIONS = 2;
/** The payload of NOTIFY is limited to 8000 bytes; larger pushes go through a table. */
const NOTIFY_BYTES = 7900;
/** The longest time that a push to the sessions of this node waits for the notification of the others. */
const NOTIFY_TIMEOUT_MS = 5000;

export interface NodeConnection {
  readonly adapter: ReturnType<typeof createAdapter>;
  /** Must be called after the sockets are closed, because closing them notifies the other nodes. */
  close(): Promise<void>;
}

/** Forwards the pushes of this process to the sessions of every other process on the same Postgres. */
export function connectNodes(databaseUrl: string, logger: Logger): NodeConnection {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: NOTIFY_TIMEOUT_MS,
    query_timeout: NOTIFY_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'connective-chat',
    // A notification may be lost anyway, so it does not need to wait for the disk.
    async onConnect(client) {
      await client.query('set synchronous_commit = off');
    },
  });
  // One log line per state change, because in an outage every push fails.
  let isReachable = true;
  const onError = (error: Error) => {
    if (isReachable) logger.warn({ error: error.message }, 'the other nodes cannot be reached');
    isReachable = false;
  };
  pool.on('error', onError);
  pool.on('connect', (client) => {
    if (!isReachable) logger.warn('the other nodes can be reached again');
    isReachable = true;
    // The pool does not listen to a client that is in use; without a listener the event would end the process.
    client.on('error', onError);
    client.on('end', () => {
      // The adapter does not release its lost listening connection when it opens another one.
      const isListener = client.listenerCount('notification') > 0;
      if (isListener) (client as pg.PoolClient).release(true);
    });
  });
  return {
    adapter: createAdapter(pool, { payloadThreshold: NOTIFY_BYTES, errorHandler: onError }),
    close: () => pool.end(),
  };
}
