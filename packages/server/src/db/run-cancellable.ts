import { sql } from 'kysely';
import type { Db } from './open-database.ts';

/** Cancels the query that this connection runs; does nothing if it is idle. */
const cancel = (db: Db, pid: number) => sql`select pg_cancel_backend(${pid})`.execute(db);

/**
 * Runs queries on one connection of a Postgres server. When the signal aborts, Postgres cancels the running one, so
 * that the connection and the database are free immediately.
 *
 * @throws the reason of the signal, if it aborts before the queries have ended
 */
export async function runCancellable<T>(db: Db, signal: AbortSignal, run: (connection: Db) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    signal.throwIfAborted();
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection);
    const pid = rows[0]?.pid;
    if (pid === undefined) return run(connection);
    let cancelling: Promise<unknown> | null = null;
    const onAbort = () => {
      // If it cannot be cancelled, its own timeout ends it.
      cancelling = cancel(db, pid).catch(() => {});
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      signal.throwIfAborted();
      const result = await run(connection);
      signal.throwIfAborted();
      return result;
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (cancelling) {
        await cancelling;
        // A cancellation that came late must not hit the next query of this connection.
        await sql`select 1`.execute(connection).catch(() => {});
      }
    }
  });
}
