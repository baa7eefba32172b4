import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import type { Logger } from '../lib/logger.ts';

/** One listens for good, the other tells: through one connection pushes keep the order in which they were made. */
const CONNECTIONS = 2;
/** Postgres takes less than 8000 bytes in a NOTIFY; what is larger goes through a table. */
const NOTIFY_BYTES = 7900;
/** A push to the own sessions waits until the others were told: not for long, if they cannot be. */
const PATIENCE_MS = 5000;

export interface NodeConnection {
  readonly adapter: ReturnType<typeof createAdapter>;
  /** After the sockets are closed: closing says goodbye to the other nodes. */
  close(): Promise<void>;
}

/** Lets the pushes of this process reach the sessions of every other one on the same Postgres. */
export function connectNodes(databaseUrl: string, logger: Logger): NodeConnection {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    keepAlive: true,
    application_name: 'connective-chat',
    // A word to the others may get lost anyway: nobody waits until it is on a disk.
    async onConnect(client) {
      await client.query('set synchronous_commit = off');
    },
  });
  const onError = (error: Error) => logger.warn({ error: error.message }, 'the other nodes cannot be reached');
  pool.on('error', onError);
  pool.on('connect', (client) => {
    // Of a client that is in use the pool does not hear; unheard, the error would end the process.
    client.on('error', onError);
    client.on('end', () => {
      // The adapter opens another connection to listen by and keeps the place of the lost one: soon there is none.
      const isListener = client.listenerCount('notification') > 0;
      if (isListener) (client as pg.PoolClient).release(true);
    });
  });
  return {
    adapter: createAdapter(pool, { payloadThreshold: NOTIFY_BYTES, errorHandler: onError }),
    close: () => pool.end(),
  };
}
