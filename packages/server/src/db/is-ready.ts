import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from './open-database.ts';

/** The timeout of a probe, shorter than the default timeouts of common orchestrators. */
const DEADLINE_MS = 2000;

/** Whether the database answers in time, for a probe. */
export async function isReady(db: Db, deadlineMs = DEADLINE_MS): Promise<boolean> {
  const late = new AbortController();
  const answer = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, delay(deadlineMs, false, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}
