import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import type { Logger } from '../lib/logger.ts';

/** One listens, the other notifies: over one connection pushes keep their order. */
const CONNECTIONS = 2;
/** A NOTIFY of Postgres holds less than 8000 bytes; a larger push goes through a table. */
const NOTIFY_BYTES = 7900;
/** A push to the sessions of this node waits until the others are notified; without an answer, no longer than this. */
const NOTIFY_TIMEOUT_MS = 5000;

export interface NodeConnection {
  readonly adapter: ReturnType<typeof createAdapter>;
  /** To be called after the sockets are closed, which notifies the other nodes. */
  close(): Promise<void>;
}

/** Lets the pushes of this process reach the sessions of every other one on the same Postgres. */
export function connectNodes(databaseUrl: string, logger: Logger): NodeConnection {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: NOTIFY_TIMEOUT_MS,
    query_timeout: NOTIFY_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'connective-chat',
    // A notification may get lost anyway, so it need not wait for the disk.
    async onConnect(client) {
      await client.query('set synchronous_commit = off');
    },
  });
  // One line for each state: in an outage every push fails.
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
      // The adapter does not release the connection by which it listened when it opens another one.
      const isListener = client.listenerCount('notification') > 0;
      if (isListener) (client as pg.PoolClient).release(true);
    });
  });
  return {
    adapter: createAdapter(pool, { payloadThreshold: NOTIFY_BYTES, errorHandler: onError }),
    close: () => pool.end(),
  };
}
