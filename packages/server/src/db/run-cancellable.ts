import { sql } from 'kysely';
import type { Db } from './open-database.ts';

/** The backend stops the query that it runs for this connection; one that is idle ignores it. */
const cancel = (db: Db, pid: number) => sql`select pg_cancel_backend(${pid})`.execute(db);

/**
 * Runs queries on one connection of a Postgres server, and has Postgres cancel the one that runs when the signal
 * aborts: the connection and the work of the database go to somebody else at once.
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
      // Where it cannot be cancelled, its own deadline ends it.
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
