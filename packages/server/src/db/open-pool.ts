import pg from 'pg';

/** How long a request waits for a connection, in ms. */
const CONNECT_MS = 10_000;
/** How long a connection is used before a new one takes its place. */
const LIFETIME_S = 1800;
/** How long an answer may take before the connection counts as lost: longer than Postgres lets a statement run. */
const ANSWER_MS = 20_000;

/**
 * Limits on the side of Postgres, for a node that crashes or falls silent: its transactions, and with them its locks,
 * end within 5 s, and nobody waits longer than 6 s for a lock. A transaction of this server waits for nothing else.
 */
const SESSION_LIMITS = [
  "set idle_in_transaction_session_timeout = '5s'",
  "set lock_timeout = '6s'",
  "set statement_timeout = '15s'",
  // A connection without a peer gives its place back.
  'set tcp_keepalives_idle = 10',
  'set tcp_keepalives_interval = 5',
  'set tcp_keepalives_count = 3',
].join('; ');

/**
 * A query without an answer leaves its connection in use, and each one behind it waits as long: the connection is
 * closed, so that the pool opens another one.
 */
function closeWithoutAnswer(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
  client.query = ((...args: unknown[]) => {
    const result = query(...args);
    if (result instanceof Promise) {
      result.catch((error: Error) => {
        if (error.message === 'Query read timeout') stream.destroy();
      });
    }
    return result;
  }) as typeof client.query;
}

/**
 * Opens connections to a Postgres.
 *
 * @param isLimited whether statements, locks and answers have deadlines; migrations and backups take their time
 */
export function openPool(connectionString: string, isLimited: boolean): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: CONNECT_MS,
    maxLifetimeSeconds: LIFETIME_S,
    keepAlive: true,
    keepAliveInitialDelayMillis: CONNECT_MS,
    application_name: 'connective-chat',
    ...(isLimited ? { query_timeout: ANSWER_MS } : {}),
    async onConnect(client) {
      if (isLimited) await client.query(SESSION_LIMITS);
    },
  });
  // The pool replaces a connection that breaks, idle or in use; without a listener the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    closeWithoutAnswer(client);
  });
  return pool;
}
