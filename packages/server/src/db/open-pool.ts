import pg from 'pg';
import { prepareQueries } from './prepare-queries.ts';

/**
 * A message takes 2 round trips to store and 2 to answer: 20 connections carry more than 160 messages a second over
 * 15 ms each way. A Postgres has 100 by default.
 */
export const DEFAULT_CONNECTIONS = 20;
/** How long a request waits for a connection, in ms. */
const CONNECT_MS = 10_000;
/** How long an unused connection stays open, in ms: opening one takes several round trips. */
const IDLE_MS = 60_000;
/** The maximum age of a connection. */
const LIFETIME_S = 1800;
/** The time without an answer after which a connection counts as lost; longer than the statement timeout. */
const ANSWER_MS = 20_000;

/**
 * Timeouts enforced by Postgres, for a node that crashes or stops responding: its transactions, with their locks,
 * end within 5 s, and lock waits end after 6 s. Transactions of this server wait for nothing else.
 */
const SESSION_LIMITS = [
  "set idle_in_transaction_session_timeout = '5s'",
  "set lock_timeout = '6s'",
  "set statement_timeout = '15s'",
  // Detects connections whose peer is gone.
  'set tcp_keepalives_idle = 10',
  'set tcp_keepalives_interval = 5',
  'set tcp_keepalives_count = 3',
].join('; ');

/**
 * A query without an answer keeps its connection in use and blocks the ones waiting for it: the connection is
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

export interface PoolOptions {
  /** The maximum number of connections. */
  readonly connections: number;
  /** Whether statements, locks and answers have timeouts; migrations and backups have none. */
  readonly isLimited: boolean;
}

/** Opens connections to a Postgres. */
export function openPool(connectionString: string, { connections, isLimited }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
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
    if (isLimited) prepareQueries(client);
    closeWithoutAnswer(client);
  });
  return pool;
}
