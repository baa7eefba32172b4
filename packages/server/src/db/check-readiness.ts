import { statfs } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { FailureLog } from './failure-log.ts';
import type { Db } from './open-database.ts';

/** How long a probe waits: less than the timeouts of the usual orchestrators. */
const DEADLINE_MS = 2000;
/** The free space that the embedded database needs: a new segment of its log has 16 MB, and one is preallocated. */
const MIN_FREE_BYTES = 32 * 1024 * 1024;

/** What a probe looks at. */
export interface ReadinessDeps {
  readonly db: Db;
  readonly failures: Pick<FailureLog, 'isFull'>;
  /** The folder of the embedded database; undefined with a Postgres server. */
  readonly dataDir: string | undefined;
}

/** Why the server cannot serve: the database does not answer in time, or its disk is full. */
export type Readiness = 'ready' | 'database' | 'disk';

async function answers(db: Db, deadlineMs: number): Promise<boolean> {
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

/** Whether the disk has space. If its folder is accessible, this is known before a write fails. */
async function hasSpace({ failures, dataDir }: ReadinessDeps): Promise<boolean> {
  if (dataDir === undefined) return !failures.isFull;
  const { bavail, bsize } = await statfs(dataDir);
  return bavail * bsize >= MIN_FREE_BYTES;
}

/** Whether the server can serve, for a probe. */
export async function checkReadiness(deps: ReadinessDeps, deadlineMs = DEADLINE_MS): Promise<Readiness> {
  if (!(await answers(deps.db, deadlineMs))) return 'database';
  return (await hasSpace(deps)) ? 'ready' : 'disk';
}
