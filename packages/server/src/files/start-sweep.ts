import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { sweepFiles } from './file-store.ts';

export interface UploadTimes {
  /** How long a token is good for. Default 5 minutes. */
  readonly tokenMs: number;
  /** How long bytes may be awaited. Default 1 hour. */
  readonly unfilledMs: number;
  /** How long a file may wait for its message. Default 25 hours: a client keeps what it could not send for 24. */
  readonly unsentMs: number;
  /** How often is swept. Default 10 minutes. */
  readonly sweepMs: number;
}

export const DEFAULT_UPLOAD_TIMES: UploadTimes = {
  tokenMs: 300_000,
  unfilledMs: 3_600_000,
  unsentMs: 25 * 3_600_000,
  sweepMs: 600_000,
};

/** Deletes files that nobody sent, now and then. @returns stops it */
export function startSweep(
  { db, clock, logger }: { db: Db; clock: Clock; logger: Logger },
  times: UploadTimes,
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    const now = clock.now();
    running = sweepFiles(db, { unfilled: now - times.unfilledMs, unsent: now - times.unsentMs }).catch((error: Error) =>
      logger.warn({ error: error.message }, 'sweeping files failed'),
    );
  };
  sweep();
  const timer = setInterval(sweep, times.sweepMs).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
