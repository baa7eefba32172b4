import type { FailureLog } from '../db/failure-log.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import { sweepFiles } from './file-store.ts';

export interface UploadTimes {
  /** How long a token is valid, in ms. Default 5 minutes. */
  readonly tokenMs: number;
  /** How long a reserved file is kept without its bytes, in ms. Default 1 hour. */
  readonly unfilledMs: number;
  /** How long an uploaded file is kept without its message, in ms. Default 25 hours: a client retries a send for 24. */
  readonly unsentMs: number;
  /** How often such files are deleted, in ms. Default 10 minutes. */
  readonly sweepMs: number;
  /** How long an upload may be slower than 1 kB per second before it is ended. Default 10 s. */
  readonly stallMs: number;
}

export const DEFAULT_UPLOAD_TIMES: UploadTimes = {
  tokenMs: 300_000,
  unfilledMs: 3_600_000,
  unsentMs: 25 * 3_600_000,
  sweepMs: 600_000,
  stallMs: 10_000,
};

/** Deletes files that were never sent, at intervals. @returns a function that stops it */
export function startSweep(
  { db, clock, failures }: { db: Db; clock: Clock; failures: FailureLog },
  times: UploadTimes,
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    const now = clock.now();
    running = sweepFiles(db, { unfilled: now - times.unfilledMs, unsent: now - times.unsentMs }).catch(
      (error: unknown) => failures.warn(error, 'sweeping files failed'),
    );
  };
  sweep();
  const timer = setInterval(sweep, times.sweepMs).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
